/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RateLimitTest {

    private static Throttle throttle(double perSecond, Duration longest) {
        return new Throttle(perSecond, longest, Duration.ofSeconds(1));
    }

    @Test
    void soManyPassAtOnceAndTheNextWaits() throws InterruptedException {
        Throttle throttle = throttle(5, Duration.ZERO);
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.await()).isTrue();
        }
        assertThat(throttle.await()).isFalse();
    }

    @Test
    void fiveAMinuteAreOneInTwelveSeconds() throws InterruptedException {
        Throttle throttle = throttle(5 / 60.0, Duration.ofSeconds(3));
        assertThat(throttle.await()).isTrue();
        assertThat(throttle.await()).isFalse();
    }

    @Test
    void theNextPeriodBringsNewOnes() throws InterruptedException {
        Throttle throttle = throttle(40, Duration.ofSeconds(5));
        long start = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            assertThat(throttle.await()).isTrue();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(200), Duration.ofSeconds(3));
    }

    @Test
    void withoutALimitAllPass() throws InterruptedException {
        Throttle throttle = throttle(0, Duration.ZERO);
        for (int i = 0; i < 10_000; i++) {
            assertThat(throttle.await()).isTrue();
        }
    }

    @Test
    void aCallWhoseTurnWouldComeTooLateSaysWhatToDo() throws Exception {
        try (RawServer server = new RawServer(RawServer.ok("{}"))) {
            ClientSettings quick = Clients.settings(server.port(), 2);
            var http = Clients.http(1);
            DiffbotClient client = new DiffbotClient(
                    new ClientSettings(
                            quick.baseUrl(), quick.token(), Duration.ofSeconds(1), quick.dataTimeout(), 2,
                            quick.retryDelay(), quick.maxRetryDelay(), 0.01),
                    () -> http);
            client.list();
            assertThatThrownBy(client::list).isInstanceOf(DiffbotThrottledException.class)
                    .hasMessageContaining("maxRequestsPerSecond");
            assertThat(server.requests()).hasSize(1);
        }
    }
}
