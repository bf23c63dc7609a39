/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.cameldiffbot.sandbox.internal.engine.Setting;
import org.jspecify.annotations.Nullable;

/** The parameters that each path of the API accepts, and their values. */
final class KnownParameters {

    private static final Set<String> FLAGS = Set.of("pause", "pauseCrawl", "restart", "delete", "roundStart");
    private static final Set<String> JOBS = Stream.of(
            FLAGS.stream(), Stream.of("token", "name", "urls", "spots", "seeds"),
            Stream.of(Setting.values()).map(Setting::wire))
            .flatMap(names -> names).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> DATA = Set.of("token", "name", "format", "type", "num");
    private static final Set<String> ACCOUNT = Set.of("token", "days", "childUsage");
    private static final Set<String> SEARCH = Set.of("token", "col", "query", "num", "start");
    /** Documented parameters are known, also those that have no effect here. */
    private static final Set<String> EXTRACT = Set.of("token", "url", "fields", "mode", "timeout", "fallback", "paging",
            "discussion", "callback", "proxy", "proxyAuth", "maxTags", "tagConfidence", "naturalLanguage");

    private KnownParameters() {
    }

    /** Returns what is wrong with the parameters of a request, or null. */
    static @Nullable String problem(String path, ParsedRequest request) {
        Set<String> known = switch (path) {
            case "bulk", "crawl" -> JOBS;
            case "bulk/data", "crawl/data" -> DATA;
            case "search" -> SEARCH;
            case "account" -> ACCOUNT;
            default -> EXTRACT;
        };
        List<String> unknown = request.params().keySet().stream().filter(name -> !known.contains(name)).toList();
        List<String> ignored = new ArrayList<>();
        for (String name : request.params().keySet()) {
            String value = request.param(name, "");
            if (known.contains(name) && !value.isEmpty() && !hasMeaning(known, name, value)) {
                ignored.add(name + "=" + value.substring(0, Math.min(40, value.length())));
            }
        }
        String problem = (unknown.isEmpty() ? "" : "Unknown parameter: " + String.join(", ", unknown))
                         + (unknown.isEmpty() || ignored.isEmpty() ? "" : ". ")
                         + (ignored.isEmpty() ? "" : "Ignored value: " + String.join(", ", ignored));
        return problem.isEmpty() ? null : problem.replaceAll("[^\\w, .:=-]", "?");
    }

    private static boolean hasMeaning(Set<String> known, String name, String value) {
        if (known == JOBS) {
            return FLAGS.contains(name)
                    ? isFlag(value) : Stream.of(Setting.values())
                            .filter(setting -> setting.wire().equals(name))
                            .allMatch(setting -> hasMeaning(setting.kind(), value));
        }
        return switch (name) {
            case "format" -> value.equals("json") || value.equals("csv");
            case "type" -> value.equals("urls");
            // it would let web pages read responses
            case "callback" -> false;
            case "num", "start", "days" -> value.matches("\\d{1,18}") || value.equals("all") && known == SEARCH;
            default -> true;
        };
    }

    private static boolean hasMeaning(Setting.Kind kind, String value) {
        return switch (kind) {
            case FLAG -> isFlag(value);
            case INT, NUMBER -> value.matches("-?\\d+(\\.\\d*)?([eE]-?\\d+)?|-?\\.\\d+");
            default -> true;
        };
    }

    private static boolean isFlag(String value) {
        return value.equals("0") || value.equals("1");
    }
}
