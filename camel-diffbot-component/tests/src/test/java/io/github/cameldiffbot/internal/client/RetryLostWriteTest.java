/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotJobExistsException;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.error.DiffbotThrottledException;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A change whose response is lost: N4, N5, N6 and the table of retry safety.
 */
@DisplayName("A change whose response is lost is sent again only if that is safe")
class RetryLostWriteTest {

    private static final RawServer.Reply NO_SUCH_JOB
            = RawServer.error(500, "{\"errorCode\":\"500\",\"error\":\"no collection record.\"}");
    private static final RawServer.Reply JOB = RawServer.ok(Clients.jobs("bulk", "a"));

    // after these the server does not process the request for long
    static Stream<RawServer.Reply> breaks() {
        return Stream.of(RawServer.reset(), RawServer.thenClose(""), RawServer.error(502, "<html>"),
                RawServer.error(503, ""),
                RawServer.thenClose("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"jobs\":["));
    }

    static Stream<RawServer.Reply> losses() {
        return Stream.concat(breaks(), Stream.of(RawServer.error(504, "")));
    }

    private static Job create(RawServer server, Object urls, int maxRetries) {
        return Clients.create(Clients.client(server.port(), maxRetries), JobType.bulk, UrlSource.of(urls, false));
    }

    @ParameterizedTest
    @MethodSource("losses")
    @FaultCase({ "N4", "N6" })
    @DisplayName("A job whose response was lost is found and not created twice")
    void aCreatedJobIsFoundAndNotCreatedTwice(RawServer.Reply loss) throws IOException {
        try (RawServer server = new RawServer(loss, JOB)) {
            assertThat(create(server, "http://a.example", 2).getName()).isEqualTo("a");
            assertThat(server.requestLines())
                    .containsExactly("POST /v3/bulk", "GET /v3/bulk?token=" + Clients.TOKEN + "&name=a");
        }
    }

    @ParameterizedTest
    @MethodSource("breaks")
    @FaultCase({ "N4", "N6" })
    @DisplayName("A job that was not created is submitted again, unchanged")
    void aJobThatWasNotCreatedIsSubmittedAgain(RawServer.Reply loss) throws IOException {
        try (RawServer server = new RawServer(RawServer.byMethod(List.of(loss, JOB), NO_SUCH_JOB))) {
            DiffbotClient client = Clients.client(server.port(), 2, Duration.ofSeconds(1));
            Clients.create(client, JobType.bulk, UrlSource.of(List.of("http://a.example"), false));
            assertThat(server.requestLines()).as("searched before").element(1).asString().startsWith("GET");
            assertThat(server.posts()).hasSize(2).containsOnly(server.requests().get(0));
        }
    }

    @ParameterizedTest
    @MethodSource("breaks")
    @DisplayName("A create whose URLs can be read only once is not sent again")
    void notIfTheUrlsWereConsumed(RawServer.Reply loss) throws IOException {
        try (RawServer server = new RawServer(loss, NO_SUCH_JOB)) {
            assertThatThrownBy(() -> create(server, List.of("http://a.example").iterator(), 2))
                    .isInstanceOf(DiffbotUnavailableException.class).hasMessageContaining("not created")
                    .hasMessageContaining("read only once");
            assertThat(server.posts()).hasSize(1);
        }
    }

    @Test
    @DisplayName("The number of submissions is limited by the retries")
    void aCreateIsSubmittedNoMoreOftenThanRetriesAllow() throws IOException {
        try (RawServer server = new RawServer(RawServer.byMethod(List.of(RawServer.reset()), NO_SUCH_JOB))) {
            DiffbotClient client = Clients.client(server.port(), 1, Duration.ofSeconds(2));
            assertThatThrownBy(() -> Clients.create(client, JobType.bulk, UrlSource.of("http://a.example", false)))
                    .isInstanceOf(DiffbotUnavailableException.class).hasMessageContaining("not created");
            assertThat(server.posts()).hasSize(2);
        }
    }

    @Test
    @DisplayName("The job is looked up, also without retries")
    void withoutRetriesTheJobIsStillSearchedFor() throws IOException {
        try (RawServer server = new RawServer(RawServer.reset(), JOB)) {
            assertThat(create(server, "http://a.example", 0).getName()).isEqualTo("a");
        }
    }

    @Test
    @FaultCase("N4")
    @DisplayName("The outcome is unknown if the job cannot be looked up")
    void ifThePollFailsTooTheOutcomeIsUnknown() throws IOException {
        try (RawServer server = new RawServer(RawServer.reset())) {
            assertThatThrownBy(() -> create(server, "http://a.example", 1))
                    .isInstanceOf(DiffbotOutcomeUnknownException.class).hasMessageContaining("outcome unknown")
                    .hasMessageContaining("operation=status");
            assertThat(server.requestLines().stream().filter(line -> line.startsWith("POST"))).hasSize(1);
        }
    }

    @Test
    @DisplayName("A job of the other type is not the created one")
    void aJobOfTheOtherTypeIsNotTheOneThatWasCreated() throws IOException {
        try (RawServer server = new RawServer(RawServer.reset(), RawServer.ok(Clients.jobs("crawl", "a")))) {
            assertThatThrownBy(() -> create(server, "http://a.example", 1)).isInstanceOf(DiffbotJobExistsException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    @DisplayName("An update with URLs is sent once, and its outcome is unknown")
    void urlsAreNeverAddedTwice(RawServer.Reply loss) throws IOException {
        try (RawServer server = new RawServer(loss, JOB)) {
            assertThatThrownBy(() -> Clients.update(Clients.client(server.port()), JobType.bulk, null,
                    UrlSource.of("http://a.example", false))).isInstanceOf(DiffbotOutcomeUnknownException.class)
                    .hasMessageContaining("paid twice");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    @DisplayName("An update of settings alone is sent again")
    void settingsAreSentAgain(RawServer.Reply loss) throws IOException {
        repeated(loss, (client, type) -> Clients.update(client, type, new FormParameters().add("repeat", 1), null));
    }

    @ParameterizedTest
    @MethodSource("losses")
    @DisplayName("A pause is sent again")
    void pauseAndResumeAreSentAgain(RawServer.Reply loss) throws IOException {
        repeated(loss, (client, type) -> client.changes().pause(type, "a"));
    }

    @ParameterizedTest
    @MethodSource("losses")
    @DisplayName("A pause or resume that the status proves is not sent again")
    void whatIsInEffectIsNotSentAgain(RawServer.Reply loss) throws IOException {
        for (int status : new int[] { 6, 0, 7, 9, 10 }) {
            try (RawServer server = new RawServer(loss, shows(status))) {
                assertThat(change(server, status == 6).getStatus().getCode()).isEqualTo(status);
                assertThat(server.requests()).hasSize(2);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 4, 5, 6, 8, 11, 12 })
    @DisplayName("A resume is sent again while the job shows a status that a paused job can have")
    void aStatusThatCanHideAPauseProvesNoResume(int status) throws IOException {
        try (RawServer server = new RawServer(RawServer.reset(), shows(status), shows(7))) {
            assertThat(change(server, false).getStatus().getCode()).isEqualTo(7);
            assertThat(server.requests()).hasSize(3);
            assertThat(server.requests().get(2)).isEqualTo(server.requests().get(0));
        }
    }

    @Test
    @DisplayName("The outcome of a resume is unknown if no status proves it after the last retry")
    void aResumeWithoutProofIsUnknown() throws IOException {
        try (RawServer server = new RawServer(RawServer.reset(), shows(4), RawServer.reset(), shows(4))) {
            assertThatThrownBy(() -> Clients.client(server.port(), 1).changes().resume(JobType.bulk, "a"))
                    .isInstanceOf(DiffbotOutcomeUnknownException.class).hasMessageContaining("operation=status");
            assertThat(server.requests()).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 4, 7 })
    @DisplayName("A pause is sent again while the job shows another status, and its response is the result")
    void aStatusThatHidesAPauseDoesNotProveIt(int status) throws IOException {
        try (RawServer server = new RawServer(RawServer.reset(), shows(status), shows(status))) {
            assertThat(change(server, true).getStatus().getCode()).isEqualTo(status);
            assertThat(server.requests()).hasSize(3);
        }
    }

    private static RawServer.Reply shows(int status) {
        return RawServer.ok(Clients.jobs("bulk", "a", status, 1000));
    }

    private static Job change(RawServer server, boolean pause) throws IOException {
        DiffbotClient client = Clients.client(server.port());
        return pause ? client.changes().pause(JobType.bulk, "a") : client.changes().resume(JobType.bulk, "a");
    }

    // the job is polled between the two
    private void repeated(RawServer.Reply loss, BiFunction<DiffbotClient, JobType, Job> call) throws IOException {
        try (RawServer server = new RawServer(loss, JOB, JOB)) {
            assertThat(call.apply(Clients.client(server.port()), JobType.bulk).getName()).isEqualTo("a");
            assertThat(server.requests()).hasSize(3);
            assertThat(server.requestLines().get(1)).isEqualTo("GET /v3/bulk?token=" + Clients.TOKEN + "&name=a");
            assertThat(server.requests().get(2)).isEqualTo(server.requests().get(0));
        }
        try (RawServer server = new RawServer(loss)) {
            assertThatThrownBy(() -> call.apply(Clients.client(server.port(), 1), JobType.bulk))
                    .isInstanceOf(DiffbotOutcomeUnknownException.class);
            assertThat(server.requestLines().stream().filter(server.requestLines().get(0)::equals)).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    @FaultCase({ "N5", "N6" })
    @DisplayName("A restart and a start of a round are sent once")
    void restartAndStartRoundAreNeverSentAgain(RawServer.Reply loss) throws IOException {
        once(loss, (client, type) -> client.changes().restart(type, "a"));
        once(loss, (client, type) -> client.changes().startRound(type, "a"));
    }

    private void once(RawServer.Reply loss, BiFunction<DiffbotClient, JobType, Job> call) throws IOException {
        try (RawServer server = new RawServer(loss, JOB)) {
            assertThatThrownBy(() -> call.apply(Clients.client(server.port()), JobType.bulk))
                    .isInstanceOf(DiffbotOutcomeUnknownException.class).hasMessageContaining("outcome unknown")
                    .hasMessageContaining("Check the job with operation=status");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    @DisplayName("A repeated delete that finds no job has succeeded")
    void aSecondDeleteThatFindsNothingHasSucceeded(RawServer.Reply loss) throws IOException {
        try (RawServer server = new RawServer(loss, NO_SUCH_JOB)) {
            Clients.client(server.port()).changes().delete(Clients.named(JobType.bulk, "a"));
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    @DisplayName("A first delete that finds no job is an error, also after a throttle")
    void aFirstDeleteThatFindsNothingHasNot() throws IOException {
        try (RawServer server = new RawServer(NO_SUCH_JOB)) {
            assertThatThrownBy(() -> Clients.client(server.port()).changes().delete(Clients.named(JobType.bulk, "a")))
                    .isInstanceOf(DiffbotNoSuchJobException.class);
        }
        try (RawServer server = new RawServer(RawServer.error(429, ""), NO_SUCH_JOB)) {
            assertThatThrownBy(() -> Clients.client(server.port()).changes().delete(Clients.named(JobType.bulk, "a")))
                    .isInstanceOf(DiffbotNoSuchJobException.class);
        }
    }

    @Test
    @DisplayName("A throttled change is sent again if its URLs can be read again")
    void afterAThrottleAnyChangeIsSentAgain() throws IOException {
        RawServer.Reply slow = RawServer.error(429, "{\"errorCode\":429,\"error\":\"x\"}");
        try (RawServer server = new RawServer(slow, JOB, slow, JOB, slow, JOB)) {
            DiffbotClient client = Clients.client(server.port());
            client.changes().restart(JobType.bulk, "a");
            Clients.create(client, JobType.bulk, UrlSource.of("http://a.example", false));
            Clients.update(client, JobType.bulk, null, UrlSource.of(new String[] { "http://a.example" }, false));
            assertThat(server.requests()).hasSize(6);
            assertThat(client.statistics().getThrottles()).isEqualTo(3);
        }
        try (RawServer server = new RawServer(slow, JOB)) {
            assertThatThrownBy(() -> create(server, Stream.of("http://a.example"), 2))
                    .isInstanceOf(DiffbotThrottledException.class);
            assertThat(server.requests()).hasSize(1);
        }
    }
}
