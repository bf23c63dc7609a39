/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request that {@link RawServer} received.
 *
 * @param method the HTTP method
 * @param target the path and the query
 * @param body   the body, without the sizes of its chunks
 */
public record RawRequest(String method, String target, String body) {

    public String path() {
        return target.replaceFirst("\\?.*", "");
    }

    /** Returns the decoded parameters of the query and of the form in the body. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        int query = target.indexOf('?');
        for (String form : new String[] { query < 0 ? "" : target.substring(query + 1), body }) {
            for (String pair : form.split("&")) {
                int at = pair.indexOf('=');
                if (at > 0) {
                    parameters.put(pair.substring(0, at),
                            URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return parameters;
    }
}
