/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A request that the API of the sandbox has received.
 *
 * @param method  GET or POST
 * @param path    decoded, without the query
 * @param params  of query and form together; lists of URLs are truncated to 2,000 bytes
 * @param headers as received
 * @param time    by the sandbox's clock
 */
public record RecordedRequest(String method, String path, Map<String, List<String>> params,
        Map<String, List<String>> headers, Instant time) {

    /** Returns the last value of a parameter, or null. */
    public @Nullable String param(String name) {
        List<String> values = params.get(name);
        return values == null || values.isEmpty() ? null : values.get(values.size() - 1);
    }
}
