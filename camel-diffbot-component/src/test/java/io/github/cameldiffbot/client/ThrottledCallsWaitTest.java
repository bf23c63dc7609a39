/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ThrottledCallsWaitTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    static Stream<Arguments> headers() {
        return Stream.of(arguments("7", 7L), arguments(" 7 ", 7L), arguments("99999999999999999999", 999_999_999L),
                arguments("Thu, 01 Jan 2026 00:00:09 GMT", 9L), arguments("Wed, 31 Dec 2025 23:00:00 GMT", null),
                arguments("0", null), arguments("-5", null), arguments("1.5", null), arguments("soon", null),
                arguments("", null), arguments(null, null), arguments("Thu, 99 Jan 2026 00:00:09 GMT", null));
    }

    @ParameterizedTest
    @MethodSource("headers")
    @FaultCase("H2")
    void retryAfterIsReadInAllItsForms(String header, Long seconds) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
    }

    @Test
    @FaultCase("H2")
    void asLongAsTheServerAsksButNotLongerThanTheLimit() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), () -> 0.5);
        assertThat(backoff.afterThrottle(0, Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
        assertThat(backoff.afterThrottle(0, Duration.ofDays(3650))).isEqualTo(Duration.ofSeconds(60));
        assertThat(backoff.afterFailure(0, Duration.ofDays(3650))).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    @FaultCase("H1")
    void atLeastASecondAndGrowing() {
        for (double random : new double[] { 0, 0.5, 0.999 }) {
            Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofSeconds(60), () -> random);
            Duration before = Duration.ofMillis(999);
            for (int throttles = 0; throttles < 5; throttles++) {
                Duration wait = backoff.afterThrottle(throttles, null);
                assertThat(wait).isGreaterThan(before);
                before = wait;
            }
            assertThat(backoff.afterThrottle(1000, null)).isEqualTo(Duration.ofSeconds(60));
        }
    }

    @Test
    void afterFailuresTheyAreSpreadUpToABoundThatDoubles() {
        Duration cap = Duration.ofSeconds(60);
        assertThat(new Backoff(Duration.ofSeconds(1), cap, () -> 0).afterFailure(0, null)).isEqualTo(Duration.ofSeconds(1));
        assertThat(new Backoff(Duration.ofSeconds(1), cap, () -> 0).afterFailure(3, null)).isEqualTo(Duration.ofSeconds(8));
        assertThat(new Backoff(Duration.ofSeconds(1), cap, () -> 0).afterFailure(100, null)).isEqualTo(cap);
        assertThat(new Backoff(Duration.ofSeconds(1), cap, () -> 0.75).afterFailure(3, null))
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(new Backoff(Duration.ofSeconds(1), cap, () -> Math.nextDown(1.0)).afterFailure(3, null)).isPositive();
    }

    @Test
    @FaultCase("H1")
    void oneThrottleHoldsAllCallsBack() throws Exception {
        try (RawServer server = new RawServer(
                RawServer.raw("HTTP/1.1 429 x\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"), RawServer.ok("{}"))) {
            ClientSettings quick = Clients.settings(server.port(), 0);
            var http = Clients.http(5);
            DiffbotClient client = new DiffbotClient(
                    new ClientSettings(
                            quick.baseUrl(), quick.token(), quick.requestTimeout(), quick.dataTimeout(), 0,
                            quick.retryDelay(), Duration.ofMillis(300), 0),
                    () -> http);
            assertThatThrownBy(client::list).isInstanceOf(DiffbotThrottledException.class);
            long start = System.nanoTime();
            CountDownLatch done = new CountDownLatch(3);
            for (int i = 0; i < 3; i++) {
                new Thread(() -> {
                    client.list();
                    done.countDown();
                }).start();
            }
            done.await();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(250), Duration.ofSeconds(3));
        }
    }

    @Test
    @FaultCase("H2")
    void aRetryAfterIsHonouredOnTheWire() throws IOException {
        try (RawServer server = new RawServer(
                RawServer.raw("HTTP/1.1 503 x\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"), RawServer.ok("{}"))) {
            // one second, of which the limit leaves 20 milliseconds
            long start = System.nanoTime();
            Clients.client(server.port(), 1).list();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
        }
    }
}
