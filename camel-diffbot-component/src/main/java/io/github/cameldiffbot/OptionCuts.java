/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.cameldiffbot.internal.request.OptionText;
import org.apache.camel.support.EndpointHelper;

/**
 * Detects values that Camel cut: in an endpoint's address, and under {@code parameters} in YAML, a value ends at an
 * ampersand, and the rest is read as options of the endpoint.
 */
final class OptionCuts {

    // options whose value can be a URL with a query
    private static final List<String> CUT = List.of("apiUrl", "notifyWebhook", "urls", "seeds", "query");
    // options whose names are common in the queries of URLs
    private static final Set<String> COMMON = Set.of("timeout", "num", "query", "format", "status");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private OptionCuts() {
    }

    /**
     * Checks the options of an address.
     *
     * @param  uri                      the address, including RAW()
     * @param  parameters               the options
     * @throws IllegalArgumentException if an option with an effect may be a part of another option's value
     */
    static void check(String uri, Map<String, Object> parameters) {
        for (String option : CUT) {
            if (!hasQuery(parameters.get(option)) || uri.contains(option + "=RAW(") || uri.contains(option + "=RAW{")) {
                continue;
            }
            for (String other : COMMON) {
                if (isAmbiguous(option, other, parameters.get(other))) {
                    throw new IllegalArgumentException(
                            "It is unclear whether " + other + "=" + OptionText.shown(parameters.get(other))
                                                       + " is an option or belongs to the query of " + option
                                                       + ", which ends at the & before it. " + cure(option)
                                                       + (option.equals("apiUrl")
                                                               ? ", or " + other + " with a unit, as in 6h" : ""));
                }
            }
        }
    }

    // Extract APIs have a parameter timeout, in milliseconds, and none of the other names; a site can have any of them
    private static boolean isAmbiguous(String option, String other, Object value) {
        if (!(value instanceof String text) || EndpointHelper.isReferenceParameter(text)) {
            return false;
        }
        return other.equals("timeout") ? DIGITS.matcher(text).matches() : !option.equals("apiUrl") && !option.equals("query");
    }

    /**
     * Returns a hint for the error about an option that is unknown or has no effect.
     */
    static String hint(String option, DiffbotConfiguration options) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("apiUrl", options.getApiUrl());
        values.put("notifyWebhook", options.getNotifyWebhook());
        values.put("urls", options.getUrls());
        values.put("seeds", options.getSeeds());
        for (Map.Entry<String, String> value : values.entrySet()) {
            if (!value.getKey().equals(option) && hasQuery(value.getValue())) {
                return ". If it belongs to the query of " + value.getKey() + ", Camel cut that at the &. "
                       + cure(value.getKey());
            }
        }
        return "";
    }

    /**
     * Returns a hint for Camel's error about unknown options.
     */
    static String hint(Collection<String> unknown, Map<String, Object> parameters) {
        if (unknown.stream().anyMatch(name -> !name.equals(name.strip()))) {
            return " Write options without white space around their names.";
        }
        for (String option : CUT) {
            if (hasQuery(parameters.get(option))) {
                return " If they belong to the query of " + option + ", Camel cut that at the &. " + cure(option) + ".";
            }
        }
        return "";
    }

    private static boolean hasQuery(Object value) {
        return value instanceof String text && text.indexOf('?') >= 0;
    }

    private static String cure(String option) {
        return "Write " + option + "=RAW(...)";
    }
}
