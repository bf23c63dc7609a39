/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.error.DiffbotThrottledException;
import io.github.cameldiffbot.internal.client.Clients;
import io.github.cameldiffbot.internal.client.DiffbotClient;
import io.github.cameldiffbot.internal.client.RawServer;
import io.github.cameldiffbot.internal.client.retry.Throttle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@DisplayName("maxRequestsPerSecond limits calls")
@Timeout(120)
@ExtendWith(QuickAwait.class)
class RateLimitTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    private static Throttle throttle(double perSecond) {
        return Throttle.perSecond(perSecond, Duration.ofSeconds(1), System::nanoTime);
    }

    private static boolean passes(Throttle throttle, Duration longest) throws InterruptedException {
        return throttle.await(false, longest) == Throttle.Turn.granted;
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    @DisplayName("The calls of a second pass at once, and the next one waits")
    void soManyPassAtOnceAndTheNextWaits() throws InterruptedException {
        Throttle throttle = Throttle.perSecond(5, Duration.ofSeconds(1), () -> 0);
        for (int i = 0; i < 5; i++) {
            assertThat(passes(throttle, Duration.ZERO)).isTrue();
        }
        assertThat(passes(throttle, Duration.ZERO)).isFalse();
    }

    @Test
    @DisplayName("A limit of five a minute is one call in twelve seconds")
    void fiveAMinuteAreOneInTwelveSeconds() throws InterruptedException {
        Throttle throttle = throttle(5 / 60.0);
        assertThat(passes(throttle, Duration.ofSeconds(3))).isTrue();
        assertThat(passes(throttle, Duration.ofSeconds(3))).isFalse();
    }

    @Test
    @DisplayName("Calls above the limit pass in the next period")
    void theNextPeriodBringsNewOnes() throws InterruptedException {
        Throttle throttle = throttle(40);
        long start = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            assertThat(passes(throttle, Duration.ofSeconds(30))).isTrue();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(200), Duration.ofSeconds(30));
    }

    @Test
    @DisplayName("All calls pass without a limit")
    void withoutALimitAllPass() throws InterruptedException {
        Throttle throttle = throttle(0);
        for (int i = 0; i < 10_000; i++) {
            assertThat(passes(throttle, Duration.ZERO)).isTrue();
        }
    }

    @Test
    @DisplayName("A call whose turn would come too late fails immediately, and holds no thread")
    void tooLateIsKnownAtOnce() throws Exception {
        Throttle throttle = new Throttle(5, Duration.ofSeconds(2), Duration.ZERO, System::nanoTime);
        for (int i = 0; i < 5; i++) {
            passes(throttle, Duration.ZERO);
        }
        List<Future<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(threads.submit(() -> passes(throttle, Duration.ofSeconds(30))));
        }
        await().pollInterval(Duration.ofMillis(1)).until(() -> throttle.waiting() == 10);

        long start = System.nanoTime();
        assertThat(passes(throttle, Duration.ofMillis(3_500))).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(3_500));
        for (Future<Boolean> each : waiting) {
            assertThat(each.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @DisplayName("The wait of a call for its turn is independent of requestTimeout, also if that is short or 0")
    void theRequestTimeoutIsOfNoConcern() throws Exception {
        try (RawServer server = new RawServer(RawServer.ok("{}")); var http = Clients.http(20)) {
            for (Duration requestTimeout : new Duration[] { Duration.ofSeconds(2), Duration.ZERO }) {
                DiffbotClient client = Clients.client(settings(server, requestTimeout, 8), () -> http);
                List<Future<?>> calls = new ArrayList<>();
                for (int i = 0; i < 30; i++) {
                    calls.add(threads.submit(client.reads()::list));
                }
                for (Future<?> call : calls) {
                    call.get(30, TimeUnit.SECONDS);
                }
            }
        }
    }

    @Test
    @DisplayName("The error of a call whose turn comes too late names the option, and nothing is sent")
    void theErrorOfALateTurnContainsASolution() throws Exception {
        try (RawServer server = new RawServer(RawServer.ok("{}")); var http = Clients.http(1)) {
            DiffbotClient client = Clients.client(settings(server, Duration.ofSeconds(1), 0.001), () -> http);
            client.reads().list();
            assertThatThrownBy(client.reads()::list).isInstanceOf(DiffbotThrottledException.class)
                    .hasMessageContaining("maxRequestsPerSecond");
            assertThat(server.requests()).hasSize(1);
        }
    }

    private static ClientSettings settings(RawServer server, Duration requestTimeout, double perSecond) {
        ClientSettings quick = Clients.settings(server.port(), 2);
        return new ClientSettings(
                quick.baseUrl(), quick.token(), requestTimeout, quick.dataTimeout(), 2, quick.retryDelay(),
                quick.maxRetryDelay(), perSecond, ClientSettings.GRACE);
    }
}
