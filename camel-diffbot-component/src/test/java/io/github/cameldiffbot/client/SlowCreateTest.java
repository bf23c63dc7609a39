/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A create that is not answered in time, while the server may still be at work on it.
 */
@Timeout(30)
class SlowCreateTest {

    private static final RawServer.Reply SILENCE = (request, socket) -> true;
    private static final RawServer.Reply NO_SUCH_JOB
            = RawServer.error(500, "{\"errorCode\":\"500\",\"error\":\"no collection record.\"}");
    private static final RawServer.Reply JOB = RawServer.ok(Clients.jobs("bulk", "a", 0, 1500));
    private static final RawServer.Reply OLD_JOB = RawServer.ok(Clients.jobs("bulk", "a", 9, 1000));

    static Stream<RawServer.Reply> slow() {
        return Stream.of(SILENCE, RawServer.error(504, "<html>Gateway Timeout</html>"), RawServer.error(524, ""),
                RawServer.error(408, ""), RawServer.error(499, ""));
    }

    private static DiffbotClient client(RawServer server, Duration grace) {
        ClientSettings quick = Clients.settings(server.port(), 2);
        var http = Clients.http(2);
        return new DiffbotClient(
                new ClientSettings(
                        quick.baseUrl(), quick.token(), Duration.ofMillis(150), quick.dataTimeout(), 2, quick.retryDelay(),
                        quick.maxRetryDelay(), 0, grace),
                () -> http);
    }

    private static Job create(DiffbotClient client) {
        return Clients.create(client, JobType.bulk, UrlSource.of("http://a.example", false));
    }

    private static long posts(RawServer server) {
        return server.requestLines().stream().filter(line -> line.startsWith("POST")).count();
    }

    @ParameterizedTest
    @MethodSource("slow")
    @FaultCase("N13")
    @DisplayName("is looked for until it is there, and not submitted twice")
    void isFoundLater(RawServer.Reply slow) throws IOException {
        try (RawServer server = new RawServer(
                slow, NO_SUCH_JOB, NO_SUCH_JOB, RawServer.reset(), RawServer.error(503, ""), NO_SUCH_JOB, JOB)) {
            assertThat(create(client(server, Duration.ofSeconds(10))).getJobCreationTimeUTC()).isEqualTo(1500);
            assertThat(posts(server)).isEqualTo(1);
            assertThat(server.requests()).hasSize(7);
        }
    }

    @ParameterizedTest
    @MethodSource("slow")
    @FaultCase("N13")
    @DisplayName("is submitted again when it was looked for long enough")
    void isSubmittedAgain(RawServer.Reply slow) throws IOException {
        try (RawServer server = new RawServer(byMethod(List.of(slow, JOB).iterator(), NO_SUCH_JOB))) {
            long start = System.nanoTime();
            create(client(server, Duration.ofMillis(300)));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
            assertThat(posts(server)).isEqualTo(2);
            assertThat(server.requests()).hasSizeGreaterThan(5);
        }
    }

    @ParameterizedTest
    @MethodSource("slow")
    @FaultCase("N13")
    @DisplayName("is not submitted a third time: the outcome is unknown")
    void isGivenUp(RawServer.Reply slow) throws IOException {
        try (RawServer server = new RawServer(byMethod(List.of(slow, slow, JOB).iterator(), NO_SUCH_JOB))) {
            assertThatThrownBy(() -> create(client(server, Duration.ofMillis(100))))
                    .isInstanceOf(DiffbotOutcomeUnknownException.class).hasMessageContaining("operation=status");
            assertThat(posts(server)).isEqualTo(2);
        }
    }

    @Test
    @FaultCase("N13")
    @DisplayName("whose looks all fail has an unknown outcome, after the time for looks")
    void nobodyCanTell() throws IOException {
        try (RawServer server = new RawServer(RawServer.error(504, ""), RawServer.reset())) {
            assertThatThrownBy(() -> create(client(server, Duration.ofMillis(200))))
                    .isInstanceOf(DiffbotOutcomeUnknownException.class);
            assertThat(posts(server)).isEqualTo(1);
            assertThat(server.requests()).hasSizeGreaterThan(4);
        }
    }

    @Test
    @FaultCase("N13")
    @DisplayName("does not hold a thread that is interrupted")
    void endsWithAnInterrupt() throws Exception {
        CountDownLatch looked = new CountDownLatch(3);
        try (RawServer server = new RawServer(SILENCE, (request, socket) -> {
            looked.countDown();
            return NO_SUCH_JOB.to(request, socket);
        })) {
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            Thread thread = new Thread(
                    () -> thrown.complete(
                            catchThrowable(() -> create(client(server, Duration.ofMinutes(2))))));
            thread.start();
            assertThat(looked.await(10, TimeUnit.SECONDS)).isTrue();

            thread.interrupt();

            assertThat(thrown.get(5, TimeUnit.SECONDS)).isInstanceOf(DiffbotOutcomeUnknownException.class);
            assertThat(posts(server)).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("of a name that was deleted before is not taken for the deleted job, which is still seen")
    void theDeletedJobIsNotTheNewOne() throws IOException {
        Job deleted = Job.of(Map.of("name", "a", "type", "bulk", "jobCreationTimeUTC", 1000));
        for (RawServer.Reply loss : List.of(RawServer.reset(), RawServer.error(504, ""))) {
            try (RawServer server = new RawServer(loss, OLD_JOB, OLD_JOB, NO_SUCH_JOB, JOB)) {
                assertThat(replace(client(server, Duration.ofSeconds(10)), deleted).getJobCreationTimeUTC()).isEqualTo(1500);
                assertThat(posts(server)).isEqualTo(1);
            }
            try (RawServer server = new RawServer(loss, OLD_JOB)) {
                assertThatThrownBy(() -> replace(client(server, Duration.ofMillis(100)), deleted))
                        .isInstanceOf(DiffbotOutcomeUnknownException.class);
                assertThat(posts(server)).isEqualTo(1);
            }
        }
    }

    @Test
    @DisplayName("is known by how long the server had all of it before the connection broke")
    void aBodyKnowsSinceWhenItIsSent() throws IOException {
        FormBody body = new FormBody("create", "a", "urls", null, UrlSource.of("http://a.example", false));
        assertThat(body.isSentFor(Duration.ZERO)).isFalse();
        body.entity("t", () -> {
        }).writeTo(new ByteArrayOutputStream());
        assertThat(body.isSentFor(Duration.ZERO)).isTrue();
        assertThat(body.isSentFor(Duration.ofMinutes(1))).isFalse();
        body.entity("t", () -> {
        });
        assertThat(body.isSentFor(Duration.ZERO)).isFalse();
    }

    private static Job replace(DiffbotClient client, Job deleted) {
        try (JobForm form = client.prepare("create", JobType.bulk, "a", null, UrlSource.of("http://a.example", false))) {
            return client.create(form, deleted);
        }
    }

    private static RawServer.Reply byMethod(Iterator<RawServer.Reply> posts, RawServer.Reply gets) {
        return (request, socket) -> (request.startsWith("POST") ? posts.next() : gets).to(request, socket);
    }
}
