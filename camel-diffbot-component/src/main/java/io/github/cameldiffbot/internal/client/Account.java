/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.cameldiffbot.internal.json.WireNumbers;
import org.jspecify.annotations.Nullable;

/**
 * The account of a token. Its secrets and personal data, such as the tokens and the e-mail address, are left out.
 */
public final class Account {

    /**
     * The days whose use counts. The account does not tell when the period of its plan began, which is a month.
     */
    static final int DAYS = 31;

    private static final List<String> SHOWN = List.of("plan", "planCredits", "status", "created");
    private static final List<String> COUNTED
            = List.of("date", "credits", "extractions", "proxies", "subtitles", "nlp", "entities", "refresh", "videos",
                    "facets");

    private final Map<String, Object> members = new LinkedHashMap<>();
    private final long left;

    /**
     * @param response the members of the response
     */
    Account(Map<String, Object> response) {
        SHOWN.stream().filter(response::containsKey).forEach(name -> members.put(name, response.get(name)));
        List<Map<String, Object>> usage = response.get("usage") instanceof List<?> days
                ? days.stream().filter(Map.class::isInstance).map(day -> counts((Map<?, ?>) day)).toList() : List.of();
        long used = usage.stream().mapToLong(day -> number(day.get("credits"), 0)).sum();
        long plan = number(response.get("planCredits"), -1);
        left = plan < 0 ? -1 : Math.max(0, plan - used);
        members.put("creditsUsed", used);
        members.put("creditsLeft", left);
        members.put("usage", usage);
    }

    private static Map<String, Object> counts(Map<?, ?> day) {
        Map<String, Object> counts = new LinkedHashMap<>();
        COUNTED.stream().filter(day::containsKey).forEach(name -> counts.put(name, day.get(name)));
        return Collections.unmodifiableMap(counts);
    }

    private static long number(@Nullable Object value, long missing) {
        return WireNumbers.number(Objects.toString(value, null), missing);
    }

    /**
     * Returns the credits of the plan without those of the last {@value #DAYS} days, at least 0; -1 if the plan tells
     * none.
     */
    public long creditsLeft() {
        return left;
    }

    /**
     * Returns the plan, the use of each day, and their sums.
     */
    public Map<String, Object> toMap() {
        return Collections.unmodifiableMap(members);
    }
}
