/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.cameldiffbot.sandbox.internal.engine.Setting;

/** The parameters that each path of the API accepts. */
final class KnownParameters {

    private static final Set<String> JOBS = Stream.concat(
            Stream.of("token", "name", "urls", "spots", "seeds", "pause", "pauseCrawl", "restart", "delete", "roundStart"),
            Stream.of(Setting.values()).map(Setting::wire)).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> DATA = Set.of("token", "name", "format", "type", "num");
    private static final Set<String> SEARCH = Set.of("token", "col", "query", "num", "start");
    private static final Set<String> EXTRACT = Set.of("token", "url", "fields", "mode", "timeout");

    private KnownParameters() {
    }

    /** Returns the parameters of a request that its path does not accept. */
    static List<String> unknown(String path, Set<String> given) {
        Set<String> known = switch (path) {
            case "bulk", "crawl" -> JOBS;
            case "bulk/data", "crawl/data" -> DATA;
            case "search" -> SEARCH;
            default -> EXTRACT;
        };
        return given.stream().filter(name -> !known.contains(name)).toList();
    }
}
