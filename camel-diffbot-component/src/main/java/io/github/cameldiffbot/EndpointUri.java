/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.cameldiffbot.internal.request.JobRequest;
import io.github.cameldiffbot.internal.request.OptionText;
import io.github.cameldiffbot.internal.text.SimilarNames;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.EndpointHelper;
import org.jspecify.annotations.Nullable;

/**
 * The address of an endpoint with its options, checked before Camel sets them. Detects values that Camel cut: in an
 * address, and under {@code parameters} in YAML, a value ends at an ampersand, and the rest is read as options of the
 * endpoint.
 */
final class EndpointUri {

    // options whose value can be a URL with a query
    private static final List<String> CUT = List.of("apiUrl", "notifyWebhook", "urls", "seeds", "query");
    // options whose names are common in the queries of URLs
    private static final Set<String> COMMON = Set.of("timeout", "num", "query", "format", "status");
    // what a Kamelet leaves to the component, and the value that it passes on then: an optional placeholder would also
    // find an environment variable of that name, such as TOKEN
    private static final Set<String> KAMELET_OPTIONS = Set.of("token", "baseUrl");
    private static final String KAMELET_DEFAULT = "component";
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private final String uri;
    private final String path;
    private final Map<String, Object> parameters;

    /**
     * @param uri        the address, including RAW()
     * @param path       its path
     * @param parameters its options
     */
    EndpointUri(String uri, String path, Map<String, Object> parameters) {
        this.uri = uri;
        this.path = path;
        this.parameters = new LinkedHashMap<>(parameters);
    }

    /**
     * Removes the options that a Kamelet leaves to the component.
     */
    static void removeKameletDefaults(Map<String, Object> parameters) {
        parameters.entrySet().removeIf(
                option -> KAMELET_OPTIONS.contains(option.getKey()) && KAMELET_DEFAULT.equals(option.getValue()));
    }

    /**
     * Checks the texts of the options here too, because Camel wraps errors of the configurer twice.
     *
     * @throws IllegalArgumentException if one is invalid, or if an option with an effect may be a part of another
     *                                  option's value
     */
    void check(PropertyConfigurer configurer) {
        if (configurer instanceof PropertyConfigurerGetter options) {
            parameters.forEach((name, value) -> OptionText.check(name, options.getOptionType(name, true), value));
        }
        CUT.forEach(this::checkCut);
    }

    private void checkCut(String option) {
        if (!hasQuery(parameters.get(option)) || uri.contains(option + "=RAW(") || uri.contains(option + "=RAW{")) {
            return;
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

    /**
     * Sets the type and the name of the job.
     */
    void setJob(DiffbotConfiguration configuration) {
        int slash = path.indexOf('/');
        configuration.setJobType(JobRequest.jobType(slash < 0 ? path : path.substring(0, slash), "The endpoint's path"));
        if (slash >= 0 && slash < path.length() - 1) {
            configuration.setJobName(path.substring(slash + 1));
        }
    }

    /**
     * Returns the names of the options.
     */
    Set<String> named() {
        return parameters.keySet().stream().map(OptionRules::nameOf).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    /**
     * @throws ResolveEndpointFailedException if options are unknown
     */
    void refuse(Set<String> unknown) {
        if (!unknown.isEmpty()) {
            throw new ResolveEndpointFailedException(
                    uri, "It has no such options: " + unknown + ". " + similar(unknown) + hint(unknown));
        }
    }

    private static String similar(Set<String> unknown) {
        Set<String> names = OptionRules.scopes().keySet();
        String meant = unknown.stream().flatMap(name -> SimilarNames.mostSimilar(name, names)
                .map(similar -> similar + " instead of " + name).stream()).sorted().collect(Collectors.joining(", "));
        return (meant.isEmpty() ? "Check how they are spelt." : "Did you mean " + meant + "?")
               + " Write parameters of Diffbot that the component does not know as settings.NAME.";
    }

    // Extract APIs have a parameter timeout, in milliseconds, and none of the other names; a site can have any of them
    private static boolean isAmbiguous(String option, String other, @Nullable Object value) {
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

    private String hint(Set<String> unknown) {
        if (unknown.stream().anyMatch(name -> !name.equals(name.strip()))) {
            return " Write options without white space around their names.";
        }
        return CUT.stream().filter(option -> hasQuery(parameters.get(option))).findFirst().map(
                option -> " If they belong to the query of " + option + ", Camel cut that at the &. " + cure(option) + ".")
                .orElse("");
    }

    private static boolean hasQuery(@Nullable Object value) {
        return value instanceof String text && text.indexOf('?') >= 0;
    }

    private static String cure(String option) {
        return "Write " + option + "=RAW(...)";
    }
}
