/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@DisplayName("An invalid response to a change leads to a poll, a retry or an unknown outcome")
class InvalidChangeResponsesTest {

    private static final RawServer.Reply NO_SUCH_JOB
            = RawServer.error(500, "{\"errorCode\":\"500\",\"error\":\"no collection record.\"}");

    private static final Map<String, RawServer.Reply> ODD = Map.ofEntries(
            Map.entry("200 with HTML", RawServer.ok("<html>Please log in</html>")),
            Map.entry("200 with []", RawServer.ok("[]")), Map.entry("200 with {}", RawServer.ok("{}")),
            Map.entry("200 with no jobs", RawServer.ok("{\"jobs\":[]}")),
            Map.entry("200 with null jobs", RawServer.ok("{\"jobs\":null}")),
            Map.entry("200 with an empty response", RawServer.ok("{\"response\":\"\"}")),
            Map.entry("200 with another job", RawServer.ok(Clients.jobs("bulk", "b"))),
            Map.entry("200 with half of an answer", RawServer.ok("{\"jobs\":[{\"name\":\"a\"")),
            Map.entry("200 with text", RawServer.ok("OK")), Map.entry("200 without a body", RawServer.ok("")),
            Map.entry("204", RawServer.raw("HTTP/1.1 204\r\n\r\n")),
            Map.entry("302", RawServer.raw("HTTP/1.1 302 x\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n")),
            Map.entry("307", RawServer.raw("HTTP/1.1 307 x\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n")),
            Map.entry("408", RawServer.error(408, "")), Map.entry("460", RawServer.error(460, "")),
            Map.entry("499", RawServer.error(499, "")), Map.entry("502", RawServer.error(502, "<html>")),
            Map.entry("504", RawServer.error(504, "")), Map.entry("599", RawServer.error(599, "")),
            Map.entry("600", RawServer.error(600, "")),
            Map.entry("200 with an internal error",
                    RawServer.ok("{\"errorCode\":500,\"error\":\"Internal error\"}")));

    static Stream<String> odd() {
        return ODD.keySet().stream().sorted();
    }

    static Stream<Arguments> oddAnswersToWhatIsSentOnce() {
        Map<String, Consumer<DiffbotClient>> calls = Map.of("restart", client -> client.changes().restart(JobType.bulk, "a"),
                "startRound", client -> client.changes().startRound(JobType.bulk, "a"), "update",
                client -> Clients.update(client,
                        JobType.bulk, null, UrlSource.of("http://a.example", false)));
        return odd().flatMap(response -> calls.entrySet().stream()
                .map(call -> arguments(response, call.getKey(), call.getValue())));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("oddAnswersToWhatIsSentOnce")
    @FaultCase("H17")
    @DisplayName("After an invalid response to a change that is sent once, its outcome is unknown")
    void theOutcomeOfWhatIsSentOnceIsUnknown(String response, String operation, Consumer<DiffbotClient> call)
            throws IOException {
        try (RawServer server = new RawServer(ODD.get(response))) {
            assertThatThrownBy(() -> call.accept(Clients.client(server.port())))
                    .isInstanceOf(DiffbotOutcomeUnknownException.class).hasMessageContaining("outcome unknown")
                    .hasMessageStartingWith("Diffbot " + operation + " of job 'a': ")
                    .hasCauseInstanceOf(DiffbotException.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("odd")
    @FaultCase("H17")
    @DisplayName("After an invalid response to a create, the job is looked up by its name")
    void aCreatedJobIsSearchedForByItsName(String response) throws IOException {
        try (RawServer server = new RawServer(ODD.get(response), RawServer.ok(Clients.jobs("bulk", "a")))) {
            assertThat(Clients.create(Clients.client(server.port()), JobType.bulk, UrlSource.of("http://a.example", false))
                    .getName()).isEqualTo("a");
            assertThat(server.requestLines())
                    .containsExactly("POST /v3/bulk", "GET /v3/bulk?token=" + Clients.TOKEN + "&name=a");
        }
    }

    @ParameterizedTest
    @MethodSource("odd")
    @FaultCase("H17")
    @DisplayName("Repeatable changes are sent again after a poll of the job, while the responses stay invalid")
    void whatMayBeRepeatedIs(String response) throws IOException {
        RawServer.Reply odd = ODD.get(response);
        RawServer.Reply running = RawServer.ok(Clients.jobs("bulk", "a", 7, 1000));
        RawServer.Reply paused = RawServer.ok(Clients.jobs("bulk", "a", 6, 1000));
        try (RawServer server = new RawServer(odd, running, paused)) {
            assertThat(Clients.client(server.port()).changes().pause(JobType.bulk, "a").getStatus().getCode()).isEqualTo(6);
            assertThat(server.requests()).hasSize(3);
        }
        try (RawServer server = new RawServer(odd, running, odd, running, odd, running)) {
            assertThatThrownBy(() -> Clients.client(server.port(), 2).changes().pause(JobType.bulk, "a"))
                    .isInstanceOf(DiffbotOutcomeUnknownException.class);
            assertThat(server.requests()).hasSize(6);
        }
        try (RawServer server = new RawServer(odd, NO_SUCH_JOB)) {
            Clients.client(server.port()).changes().delete(Clients.named(JobType.bulk, "a"));
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    @FaultCase("H17")
    @DisplayName("A poll that receives a web page is not repeated for long")
    void pollBehindALoginPage() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok("<html>Please log in</html>"))) {
            assertThatThrownBy(() -> Clients.create(Clients.client(server.port()), JobType.bulk,
                    UrlSource.of("http://a.example", false))).isInstanceOf(DiffbotOutcomeUnknownException.class)
                    .hasStackTraceContaining("Please log in");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    @DisplayName("A repeated delete or pause does not affect another job that has the name meanwhile")
    void theNextJobOfTheNameIsLeftAlone() throws IOException {
        Job before = Job.of(Map.of("name", "a", "type", "bulk", "jobCreationTimeUTC", 1000));
        for (RawServer.Reply lost : List.of(RawServer.reset(), ODD.get("204"), RawServer.error(504, ""))) {
            RawServer.Reply another = RawServer.ok(Clients.jobs("bulk", "a", 7, 1999));
            try (RawServer server = new RawServer(lost, another)) {
                Clients.client(server.port()).changes().delete(before);
                assertThat(server.requests()).hasSize(2);
            }
            try (RawServer server = new RawServer(lost, another)) {
                assertThatThrownBy(() -> Clients.client(server.port()).changes().pause(before))
                        .isInstanceOf(DiffbotOutcomeUnknownException.class).hasMessageContaining("another job of this name");
                assertThat(server.requests()).hasSize(2);
            }
            try (RawServer server = new RawServer(
                    lost, RawServer.ok(Clients.jobs("bulk", "a", 7, 1000)),
                    RawServer.ok("{\"response\":\"Successfully deleted job.\"}"))) {
                Clients.client(server.port()).changes().delete(before);
                assertThat(server.requests()).hasSize(3);
            }
        }
    }

    @Test
    @DisplayName("Without a job to compare with, the server's clock shows that the job was created after the delete")
    void theServersClockTellsThemApart() throws IOException {
        RawServer.Reply late = (request, socket) -> {
            LockSupport.parkNanos(2_200_000_000L);
            return false;
        };
        try (RawServer server = new RawServer(late, RawServer.ok(Clients.jobs("bulk", "a", 7, 2000)))) {
            assertThatThrownBy(() -> Clients.client(server.port()).changes().delete(Clients.named(JobType.bulk, "a")))
                    .isInstanceOf(DiffbotOutcomeUnknownException.class).hasMessageContaining("another job of this name");
            assertThat(server.requests()).hasSize(2);
        }
    }
}
