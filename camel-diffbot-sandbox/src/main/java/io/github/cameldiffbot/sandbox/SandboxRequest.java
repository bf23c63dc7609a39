/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A request that the sandbox's API got.
 *
 * @param method  GET or POST
 * @param path    decoded, without the query
 * @param params  of query and form together; of lists of URLs the first 2,000 bytes
 * @param headers as they came
 * @param time    by the sandbox's clock
 */
public record SandboxRequest(String method, String path, Map<String, List<String>> params,
        Map<String, List<String>> headers, Instant time) {

    /**
     * One parameter.
     *
     * @param  name of the parameter
     * @return      its last value, or null
     */
    public String param(String name) {
        List<String> values = params.get(name);
        return values == null || values.isEmpty() ? null : values.get(values.size() - 1);
    }
}
