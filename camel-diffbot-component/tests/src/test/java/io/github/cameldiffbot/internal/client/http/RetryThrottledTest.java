/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.error.DiffbotThrottledException;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.internal.client.Clients;
import io.github.cameldiffbot.internal.client.DiffbotClient;
import io.github.cameldiffbot.internal.client.RawServer;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.apache.hc.client5.http.classic.HttpClient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

@DisplayName("Throttled calls wait as requested, within a maximum")
@Timeout(120)
@ExtendWith(QuickAwait.class)
class RetryThrottledTest {

    @Test
    @FaultCase("H1")
    @DisplayName("A throttled call delays all calls of the client")
    void oneThrottleDelaysAllCalls() throws Exception {
        try (RawServer server = new RawServer(RawServer.error(429, ""), RawServer.ok("{}")); var http = Clients.http(5)) {
            DiffbotClient client = client(server, http, 0, Duration.ofMillis(300));
            long start = System.nanoTime();
            assertThatThrownBy(client.reads()::list).isInstanceOf(DiffbotThrottledException.class)
                    .extracting("retryAfter").isNull();
            List<CompletableFuture<List<Job>>> calls
                    = Stream.generate(() -> CompletableFuture.supplyAsync(client.reads()::list)).limit(3).toList();
            calls.forEach(CompletableFuture::join);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(250), Duration.ofSeconds(30));
        }
    }

    @Test
    @FaultCase("H2")
    @DisplayName("A call waits for the time in Retry-After")
    void aRetryAfterIsHonouredOnTheWire() throws IOException {
        try (RawServer server = new RawServer(retryAfter(503, "1"), RawServer.ok("{}")); var http = Clients.http(1)) {
            long start = System.nanoTime();
            client(server, http, 1, Duration.ofSeconds(2)).reads().list();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(900));
        }
    }

    @Test
    @FaultCase("H16")
    @DisplayName("A call that is asked to wait for an hour fails immediately with that time")
    void tooLongAPauseIsNotWaitedFor() throws IOException {
        try (RawServer server = new RawServer(retryAfter(429, "3600")); var http = Clients.http(1)) {
            DiffbotClient client = client(server, http, 4, Duration.ofSeconds(60));
            long start = System.nanoTime();
            assertThatThrownBy(client.reads()::list).isInstanceOfSatisfying(DiffbotThrottledException.class, error -> {
                assertThat(error.getRetryAfter()).isEqualTo(Duration.ofHours(1));
                assertThat(error.getHttpResponseCode()).isEqualTo(429);
                assertThat(error).hasMessageContaining("for 3600 s").hasMessageContaining("maxRetryDelay");
            });
            // other calls do not come too early either
            assertThatThrownBy(() -> client.changes().restart(JobType.bulk, "a"))
                    .isInstanceOfSatisfying(DiffbotThrottledException.class,
                            error -> assertThat(error.getRetryAfter()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1)));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(40));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    @FaultCase("H16")
    @DisplayName("Waiting calls fail when another call receives the long pause")
    void waitingCallsAreSentAway() throws Exception {
        try (RawServer server = new RawServer(RawServer.error(429, ""), retryAfter(429, "7200")); var http = Clients.http(5)) {
            DiffbotClient client = client(server, http, 4, Duration.ofMillis(500));
            List<CompletableFuture<Throwable>> calls = Stream.generate(() -> CompletableFuture.supplyAsync(
                    () -> catchThrowable(client.reads()::list))).limit(4).toList();
            for (CompletableFuture<Throwable> call : calls) {
                assertThat(call.get(30, TimeUnit.SECONDS)).isInstanceOf(DiffbotThrottledException.class)
                        .hasMessageMatching(".*for 7(200|1\\d\\d) s.*");
            }
        }
    }

    @Test
    @FaultCase("H16")
    @DisplayName("After maxRetryDelay the server is called again, regardless of the requested pause")
    void itIsNotForEver() throws Exception {
        try (RawServer server = new RawServer(retryAfter(429, "999999999"), RawServer.ok("{}")); var http = Clients.http(1)) {
            DiffbotClient client = client(server, http, 4, Duration.ofMillis(100));
            assertThatThrownBy(client.reads()::list).isInstanceOf(DiffbotThrottledException.class);
            await().pollInterval(Duration.ofMillis(20)).ignoreExceptions().until(() -> client.reads().list().isEmpty());
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    @FaultCase("H16")
    @DisplayName("A service that is down for longer than a read waits is reported as down")
    void aLongMaintenanceIsNotWaitedFor() throws IOException {
        try (RawServer server = new RawServer(retryAfter(503, "3600")); var http = Clients.http(1)) {
            DiffbotClient client = client(server, http, 4, Duration.ofSeconds(60));
            assertThatThrownBy(client.reads()::list).isInstanceOf(DiffbotUnavailableException.class)
                    .hasMessageContaining("for 3600 s");
            assertThat(server.requests()).hasSize(1);
        }
    }

    private static RawServer.Reply retryAfter(int status, String value) {
        return RawServer.raw("HTTP/1.1 " + status + " x\r\nRetry-After: " + value + "\r\nContent-Length: 0\r\n\r\n");
    }

    private static DiffbotClient client(RawServer server, HttpClient http, int maxRetries, Duration maxRetryDelay) {
        ClientSettings quick = Clients.settings(server.port(), maxRetries);
        return Clients.client(
                new ClientSettings(
                        quick.baseUrl(), quick.token(), quick.requestTimeout(), quick.dataTimeout(), maxRetries,
                        quick.retryDelay(), maxRetryDelay, 0, ClientSettings.GRACE),
                () -> http);
    }
}
