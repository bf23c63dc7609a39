/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The options of a call of an Extract API.
 *
 * @param api      name of the API: the last segment of its path
 * @param fields   optional members to extract
 * @param mode     as given, or an empty string
 * @param fallback API for pages whose type analyze does not find, or an empty string
 * @param maxTags  maximum number of tags
 * @param timeout  to fetch the page; unlimited if none is given
 */
public record ExtractOptions(String api, Set<String> fields, String mode, String fallback, int maxTags,
        Duration timeout) {

    private static final String LINKS = "links";
    private static final Set<String> APIS = Set.of("analyze", "article", "product", "image", "discussion", "list", "video",
            "event", "job", "faq");

    /** Returns whether an Extract API has a name. */
    public static boolean isApi(String name) {
        return APIS.contains(name);
    }

    /** Returns whether an Extract API has the name. The default of Diffbot is analyze. */
    public boolean isValid() {
        return isApi(api);
    }

    /** Returns whether links that scripts create are requested, which disables the search for duplicates. */
    public boolean rendersLinks() {
        return fields.contains(LINKS);
    }

    /** Parses the {@code apiUrl} of a job. */
    public static ExtractOptions of(String apiUrl) {
        Map<String, String> parameters = QueryParameters.of(apiUrl);
        if (parameters.containsKey(LINKS)) {
            parameters.merge("fields", LINKS, (fields, links) -> fields + "," + links);
        }
        return of(apiUrl.isBlank() ? "analyze" : lastOfPath(apiUrl), name -> parameters.getOrDefault(name, ""));
    }

    /**
     * Creates options from the parameters of a call. Invalid numbers are ignored.
     *
     * @param parameter returns the value of a parameter, or an empty string
     */
    public static ExtractOptions of(String api, UnaryOperator<String> parameter) {
        String timeout = parameter.apply("timeout");
        String tags = parameter.apply("maxTags");
        return new ExtractOptions(
                api, Set.copyOf(Arrays.asList(parameter.apply("fields").trim().split("\\s*,\\s*"))), parameter.apply("mode"),
                parameter.apply("fallback"), tags.matches("\\d{1,4}") ? Integer.parseInt(tags) : Integer.MAX_VALUE,
                timeout.matches("\\d{1,7}") ? Duration.ofMillis(Long.parseLong(timeout)) : ChronoUnit.FOREVER.getDuration());
    }

    private static String lastOfPath(String apiUrl) {
        try {
            String path = URI.create(apiUrl.replace(" ", "%20")).getPath();
            return path == null ? "" : path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
