/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.internal.client.form.JobSubmission;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.internal.client.http.ClientSettings;
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
 * A create without a response in time, which the server may still process.
 */
@DisplayName("A create without a response in time is searched for before it is sent again")
@Timeout(120)
class SlowCreateTest {

    private static final Duration APPEARS_AFTER = Duration.ofMillis(400);

    private static final RawServer.Reply SILENCE = (request, socket) -> true;
    private static final RawServer.Reply NO_SUCH_JOB
            = RawServer.error(500, "{\"errorCode\":\"500\",\"error\":\"no collection record.\"}");
    private static final RawServer.Reply JOB = RawServer.ok(Clients.jobs("bulk", "a", 0, 1500));
    private static final RawServer.Reply OLD_JOB = RawServer.ok(Clients.jobs("bulk", "a", 9, 1000));

    static Stream<RawServer.Reply> slow() {
        return Stream.of(SILENCE, RawServer.error(504, "<html>Gateway Timeout</html>"), RawServer.error(524, ""),
                RawServer.error(408, ""), RawServer.error(499, ""));
    }

    static Stream<RawServer.Reply> breaks() {
        return Stream.of(RawServer.reset(), RawServer.thenClose(""), RawServer.error(502, "<html>Bad Gateway</html>"),
                RawServer.error(503, ""));
    }

    private static DiffbotClient client(RawServer server, Duration grace) {
        return client(server, grace, Duration.ofMillis(150), 2);
    }

    private static DiffbotClient client(RawServer server, Duration grace, Duration requestTimeout, int maxRetries) {
        ClientSettings quick = Clients.settings(server.port(), maxRetries);
        var http = Clients.http(2);
        return Clients.client(
                new ClientSettings(
                        quick.baseUrl(), quick.token(), requestTimeout, quick.dataTimeout(), maxRetries, quick.retryDelay(),
                        quick.maxRetryDelay(), 0, grace),
                () -> http);
    }

    private static Job create(DiffbotClient client) {
        return Clients.create(client, JobType.bulk, UrlSource.of("http://a.example", false));
    }

    @ParameterizedTest
    @MethodSource("slow")
    @FaultCase("N13")
    @DisplayName("It is searched for until it appears, and not submitted twice")
    void isFoundLater(RawServer.Reply slow) throws IOException {
        try (RawServer server = new RawServer(
                slow, NO_SUCH_JOB, NO_SUCH_JOB, RawServer.reset(), RawServer.error(503, ""), NO_SUCH_JOB, JOB)) {
            DiffbotClient client = client(server, Duration.ofSeconds(20), Duration.ofMillis(1_500), 2);
            assertThat(create(client).getJobCreationTimeUTC()).isEqualTo(1500);
            assertThat(server.posts().size()).isEqualTo(1);
            assertThat(server.requests()).hasSize(7);
        }
    }

    @ParameterizedTest
    @MethodSource("breaks")
    @FaultCase("N4")
    @DisplayName("After an immediate break of the connection it is submitted once if its job appears soon")
    void appearsAfterABreak(RawServer.Reply loss) throws IOException {
        for (int maxRetries : new int[] { 0, 2 }) {
            AtomicLong brokenAt = new AtomicLong();
            RawServer.Reply later = (request, socket) -> {
                boolean there = System.nanoTime() - brokenAt.get() > APPEARS_AFTER.toNanos();
                return (there ? JOB : NO_SUCH_JOB).to(request, socket);
            };
            try (RawServer server = new RawServer((request, socket) -> {
                brokenAt.set(System.nanoTime());
                return loss.to(request, socket);
            }, later)) {
                DiffbotClient client
                        = client(server, APPEARS_AFTER.multipliedBy(160), APPEARS_AFTER.multipliedBy(20), maxRetries);
                assertThat(create(client).getJobCreationTimeUTC()).isEqualTo(1500);
                assertThat(server.posts().size()).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("breaks")
    @FaultCase("N4")
    @DisplayName("After an immediate break of the connection it is searched for at most requestTimeout, and then submitted "
                 + "again")
    void isLookedForNoLongerThanItsTimeout(RawServer.Reply loss) throws IOException {
        try (RawServer server = new RawServer(RawServer.byMethod(List.of(loss, JOB), NO_SUCH_JOB))) {
            long start = System.nanoTime();
            create(client(server, Duration.ofMinutes(10), Duration.ofMillis(600), 2));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(600), Duration.ofSeconds(60));
            assertThat(server.posts().size()).isEqualTo(2);
        }
    }

    @Test
    @FaultCase("N4")
    @DisplayName("It is not submitted again after the time for all polls of the call is used up")
    void theTimeOfACallIsBounded() throws IOException {
        try (RawServer server = new RawServer(
                RawServer.byMethod(List.of(RawServer.reset()), NO_SUCH_JOB))) {
            assertThatThrownBy(() -> create(client(server, Duration.ofMillis(1_600), Duration.ofSeconds(20), 1000)))
                    .isInstanceOf(DiffbotOutcomeUnknownException.class);
            // a share of an eighth each
            assertThat(server.posts().size()).isBetween(2, 9);
        }
    }

    @ParameterizedTest
    @MethodSource("slow")
    @FaultCase("N13")
    @DisplayName("It is submitted again after a sufficient search")
    void isSubmittedAgain(RawServer.Reply slow) throws IOException {
        try (RawServer server = new RawServer(RawServer.byMethod(List.of(slow, JOB), NO_SUCH_JOB))) {
            long start = System.nanoTime();
            create(client(server, Duration.ofMillis(900), Duration.ofMillis(600), 2));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
            assertThat(server.posts().size()).isEqualTo(2);
            assertThat(server.requests()).hasSizeGreaterThan(4);
        }
    }

    @ParameterizedTest
    @MethodSource("slow")
    @FaultCase("N13")
    @DisplayName("It is not submitted a third time: the outcome is unknown")
    void isGivenUp(RawServer.Reply slow) throws IOException {
        try (RawServer server = new RawServer(RawServer.byMethod(List.of(slow, slow, JOB), NO_SUCH_JOB))) {
            assertThatThrownBy(() -> create(client(server, Duration.ofMillis(600), Duration.ofMillis(600), 2)))
                    .isInstanceOf(DiffbotOutcomeUnknownException.class).hasMessageContaining("operation=status");
            assertThat(server.posts().size()).isEqualTo(2);
        }
    }

    @Test
    @FaultCase("N13")
    @DisplayName("If all polls fail, its outcome is unknown after the time for polls")
    void nobodyCanTell() throws IOException {
        try (RawServer server = new RawServer(RawServer.error(504, ""), RawServer.reset())) {
            assertThatThrownBy(() -> create(client(server, Duration.ofMillis(900), Duration.ofMillis(600), 2)))
                    .isInstanceOf(DiffbotOutcomeUnknownException.class);
            assertThat(server.posts().size()).isEqualTo(1);
            assertThat(server.requests()).hasSizeGreaterThan(2);
        }
    }

    @Test
    @FaultCase("N13")
    @DisplayName("It does not hold a thread that is interrupted")
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
            assertThat(looked.await(30, TimeUnit.SECONDS)).isTrue();

            thread.interrupt();

            assertThat(thrown.get(30, TimeUnit.SECONDS)).isInstanceOf(DiffbotOutcomeUnknownException.class);
            assertThat(server.posts().size()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("A deleted job of the name that is still shown is not the new one")
    void theDeletedJobIsNotTheNewOne() throws IOException {
        Job deleted = Job.of(Map.of("name", "a", "type", "bulk", "jobCreationTimeUTC", 1000));
        for (RawServer.Reply loss : List.of(RawServer.reset(), RawServer.error(504, ""))) {
            try (RawServer server = new RawServer(loss, OLD_JOB, OLD_JOB, NO_SUCH_JOB, JOB)) {
                DiffbotClient client = client(server, Duration.ofSeconds(10), Duration.ofSeconds(5), 2);
                assertThat(replace(client, deleted).getJobCreationTimeUTC()).isEqualTo(1500);
                assertThat(server.posts().size()).isEqualTo(1);
            }
            try (RawServer server = new RawServer(loss, OLD_JOB)) {
                assertThatThrownBy(() -> replace(client(server, Duration.ofMillis(100)), deleted))
                        .isInstanceOf(DiffbotOutcomeUnknownException.class);
                assertThat(server.posts().size()).isEqualTo(1);
            }
        }
    }

    @Test
    @DisplayName("The time for which the server had all of it before the break decides")
    void aBodyKnowsSinceWhenItIsSent() throws IOException {
        JobSubmission body = new JobSubmission("create", JobType.bulk, "a", null, UrlSource.of("http://a.example", false));
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
        try (JobSubmission form
                = new JobSubmission("create", JobType.bulk, "a", null, UrlSource.of("http://a.example", false))) {
            return client.changes().create(form, deleted, () -> {
            });
        }
    }
}
