/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.fetch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("robots.txt files are cached")
class RobotsCacheTest {

    @Test
    @DisplayName("The file of a site is read once, and the cache starts again when it is full")
    void full() {
        List<String> asked = new ArrayList<>();
        AllowList none = new AllowList(url -> !asked.add(url.getHost()));
        try (Fetcher fetcher = new Fetcher(new FetchLimits(none, 1_000, Duration.ofSeconds(1), 1))) {
            RobotsCache cache = new RobotsCache(fetcher, 2);
            for (String host : List.of("a", "b", "a", "b", "c", "c", "a")) {
                assertThat(cache.of("http://" + host + ".example/x").allows("http://a.example/x")).isTrue();
            }
        }
        assertThat(asked).containsExactly("a.example", "b.example", "c.example", "a.example");
    }
}
