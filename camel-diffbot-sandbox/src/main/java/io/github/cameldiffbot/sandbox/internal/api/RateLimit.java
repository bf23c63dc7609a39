/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Limits the calls of each token per minute. */
final class RateLimit {

    static final String REFUSED = "Site has received too many requests. Please try again later.";

    private final Map<String, Deque<Instant>> calls = new HashMap<>();

    synchronized void check(String token, int perMinute, Instant now) {
        if (perMinute <= 0) {
            return;
        }
        Deque<Instant> recent = calls.computeIfAbsent(token, t -> new ArrayDeque<>());
        while (!recent.isEmpty() && !recent.peek().isAfter(now.minusSeconds(60))) {
            recent.remove();
        }
        if (recent.size() >= perMinute) {
            throw ApiException.of(429, REFUSED);
        }
        recent.add(now);
    }
}
