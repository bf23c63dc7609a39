/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotProtocolException;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("An invalid response is read as far as it is clear, and is an error otherwise")
class InvalidResponsesTest {

    private static final String JOB = Clients.jobs("bulk", "a").replace("\"x\"", "\"ä\"");

    private static RawServer.Reply bytes(String headers, byte[] body) {
        return (request, socket) -> {
            String head = "HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + body.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            return true;
        };
    }

    private static RawServer.Reply text(String contentType, String body, Charset charset) {
        return bytes("Content-Type: " + contentType + "\r\n", body.getBytes(charset));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    static Stream<RawServer.Reply> odd() throws IOException {
        return Stream.of(text("application/json", "\r\n \n\n" + JOB + "\n\n", StandardCharsets.UTF_8),
                text("application/json", "\uFEFF" + JOB, StandardCharsets.UTF_8),
                text("text/plain; charset=ISO-8859-1", JOB, StandardCharsets.ISO_8859_1),
                text("application/json; charset=nonsense", JOB, StandardCharsets.UTF_8),
                text("not even a type;;;", JOB, StandardCharsets.UTF_8),
                bytes("Content-Encoding: gzip\r\n", gzip(JOB)),
                RawServer.thenClose("HTTP/1.1 200\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Origin: *\r\n\r\n"
                                    + JOB));
    }

    @ParameterizedTest
    @MethodSource("odd")
    @FaultCase("H10")
    @DisplayName("An unusual response that contains the job is accepted")
    void asLongAsThereIsAJob(RawServer.Reply reply) throws IOException {
        try (RawServer server = new RawServer(reply)) {
            Job job = Clients.client(server.port(), 0).reads().status(JobType.bulk, "a");
            assertThat(job.getStatus().getMessage()).isEqualTo("ä");
        }
    }

    static Stream<RawServer.Reply> broken() throws IOException {
        byte[] zipped = gzip(JOB);
        byte[] cut = Arrays.copyOf(zipped, zipped.length / 2);
        return Stream.of(bytes("Content-Encoding: gzip\r\n", JOB.getBytes(StandardCharsets.UTF_8)),
                bytes("Content-Encoding: gzip\r\n", cut), bytes("Content-Encoding: fancy\r\n", zipped),
                RawServer.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n" + JOB),
                RawServer.raw("HTTP/1.1 200 OK\r\nContent-Length: -9\r\n\r\n" + JOB),
                RawServer.thenClose("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + JOB),
                RawServer.thenClose("nonsense\r\n\r\n"), RawServer.ok("\"jobs\""), RawServer.ok("[".repeat(100_000)),
                RawServer.ok("{\"a\":".repeat(100_000)));
    }

    @ParameterizedTest
    @MethodSource("broken")
    @FaultCase({ "H10", "H12" })
    @DisplayName("A response without a job is an error")
    void andOtherwiseItIsAnError(RawServer.Reply reply) throws IOException {
        try (RawServer server = new RawServer(reply)) {
            assertThatThrownBy(() -> Clients.client(server.port(), 0).reads().status(JobType.bulk, "a"))
                    .isInstanceOfAny(DiffbotProtocolException.class, DiffbotUnavailableException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"jobs\":[]}", "{\"jobs\":[null,1]}" })
    @FaultCase("J1")
    @DisplayName("A response without jobs is an empty list and a missing job")
    void noJobsAreNone(String body) throws IOException {
        try (RawServer server = new RawServer(RawServer.ok(body))) {
            DiffbotClient client = Clients.client(server.port());
            assertThat(client.reads().list()).isEmpty();
            assertThatThrownBy(() -> client.reads().status(JobType.bulk, "a")).isInstanceOf(DiffbotNoSuchJobException.class);
            assertThat(client.reads().find(JobType.bulk, "a")).isEmpty();
        }
    }

    @Test
    @FaultCase("J1")
    @DisplayName("Other JSON than a list of jobs is an error, not an empty list")
    void otherContentDoesNotLookLikeDeletedJobs() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok("{\"foo\":\"bar\"}"))) {
            assertThatThrownBy(() -> Clients.client(server.port()).reads().list()).isInstanceOf(DiffbotProtocolException.class);
        }
    }

    @Test
    @FaultCase("J1")
    @DisplayName("A list of five thousand jobs is read completely")
    void fiveThousandJobsAreFiveThousand() throws IOException {
        String many = "{\"jobs\":[" + (Clients.job("bulk", "a") + ",").repeat(4999) + Clients.job("crawl", "b") + "]}";
        try (RawServer server = new RawServer(RawServer.ok(many))) {
            DiffbotClient client = Clients.client(server.port());
            assertThat(client.reads().list()).hasSize(5000);
            assertThat(client.reads().status(JobType.crawl, "b").getType()).isEqualTo("crawl");
        }
    }

    @Test
    @DisplayName("A change that is confirmed without the job is followed by a poll of it")
    void aChangeConfirmedWithoutTheJobIsFollowedByAPoll() throws IOException {
        try (RawServer server = new RawServer(
                RawServer.ok("{\"response\":\"ok\"}"), RawServer.ok(Clients.jobs("bulk", "a", 6, 1000)))) {
            assertThat(Clients.client(server.port()).changes().pause(JobType.bulk, "a").getStatus().getCode()).isEqualTo(6);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    @DisplayName("A job of unknown type is looked up as bulk job and as crawl")
    void aNameIsSearchedForInBothMembers() throws IOException {
        RawServer.Reply none = RawServer.error(500, "{\"errorCode\":\"500\",\"error\":\"no collection record.\"}");
        RawServer.Reply mismatch = RawServer.error(500, "{\"error\":\"Job name/type mismatch. x\"}");
        for (RawServer.Reply first : new RawServer.Reply[] { none, mismatch }) {
            try (RawServer server = new RawServer(first, RawServer.ok(Clients.jobs("crawl", "a")), first, none)) {
                DiffbotClient client = Clients.client(server.port());
                assertThat(client.reads().find(JobType.job, "a").map(Job::getType)).contains("crawl");
                assertThat(client.reads().find(JobType.job, "a")).isEqualTo(Optional.empty());
                assertThat(server.requestLines()).allMatch(line -> line.endsWith("&name=a")).hasSize(4);
            }
        }
        try (RawServer server = new RawServer(none, RawServer.ok(Clients.jobs("crawl", "a")))) {
            Clients.client(server.port()).changes().pause(JobType.job, "a");
            assertThat(server.requestLines().get(2)).startsWith("GET /v3/crawl?").endsWith("&pause=1");
        }
    }
}
