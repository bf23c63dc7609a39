/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * The options of a call of an Extract API.
 *
 * @param api     name of the API: the last segment of its path
 * @param fields  optional members to extract
 * @param mode    as given, or an empty string
 * @param timeout to fetch the page, or null
 */
public record ExtractOptions(String api, Set<String> fields, String mode, Duration timeout) {

    private static final Set<String> APIS
            = Set.of("analyze", "article", "product", "image", "discussion", "list", "video", "event",
                    "job", "faq");

    /** Returns whether an Extract API has a name. */
    public static boolean isApi(String name) {
        return APIS.contains(name);
    }

    /** Returns whether an Extract API has the name. The default of Diffbot is analyze. */
    public boolean isValid() {
        return isApi(api);
    }

    /** Parses the {@code apiUrl} of a job. */
    public static ExtractOptions of(String apiUrl) {
        String query = apiUrl.contains("?") ? apiUrl.substring(apiUrl.indexOf('?') + 1) : "";
        String fields = "";
        String mode = "";
        String timeout = "";
        for (String parameter : query.split("[&?]")) {
            String[] pair = parameter.split("=", 2);
            String value = pair.length < 2 ? "" : decode(pair[1]);
            switch (pair[0]) {
                case "fields" -> fields = value;
                case "mode" -> mode = value;
                case "timeout" -> timeout = value;
                case "links" -> fields += ",links";
                default -> {
                    continue;
                }
            }
        }
        return of(apiUrl.isBlank() ? "analyze" : lastOfPath(apiUrl), fields, mode, timeout);
    }

    /**
     * Creates options from the parameters of a call. An invalid timeout is ignored.
     *
     * @param fields  separated by commas
     * @param timeout in milliseconds, or an empty string
     */
    public static ExtractOptions of(String api, String fields, String mode, String timeout) {
        Duration limit = timeout.matches("\\d{1,7}") ? Duration.ofMillis(Long.parseLong(timeout)) : null;
        return new ExtractOptions(api, Set.copyOf(Arrays.asList(fields.split("\\s*,\\s*"))), mode, limit);
    }

    private static String lastOfPath(String apiUrl) {
        try {
            String path = URI.create(apiUrl.replace(" ", "%20")).getPath();
            return path == null ? "" : path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
