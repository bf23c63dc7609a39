/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.ReservedPort;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Reads are retried")
class RetryReadTest {

    static Stream<RawServer.Reply> faults() {
        return Stream.of(RawServer.reset(), RawServer.thenClose(""), RawServer.thenClose("HTTP/1.1 200 OK\r\n"),
                RawServer.thenClose("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"jobs\":["),
                RawServer.thenClose("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"job\r\n"),
                RawServer.thenClose("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
                RawServer.ok("{\"jobs\":[{\"name\":"), RawServer.error(502, "<html>Bad gateway</html>"),
                RawServer.error(503, ""), RawServer.error(504, "<html>"), RawServer.error(500, "<h1>oops</h1>"),
                RawServer.error(429, "{\"errorCode\":429,\"error\":\"slow\"}"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    @FaultCase("N6")
    @DisplayName("A read is retried after any temporary fault, and counted")
    void isRetried(RawServer.Reply fault) throws IOException {
        try (RawServer server = new RawServer(fault, fault, RawServer.ok(Clients.jobs("bulk", "a")))) {
            DiffbotClient client = Clients.client(server.port(), 2);
            assertThat(client.reads().status(JobType.bulk, "a").getName()).isEqualTo("a");
            assertThat(server.requests()).hasSize(3);
            assertThat(client.statistics().getCalls()).isEqualTo(3);
            assertThat(client.statistics().getRetries()).isEqualTo(2);
            assertThat(client.statistics().getErrors()).isEqualTo(2);
            assertThat(client.statistics().getLastErrorTime()).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    @DisplayName("The number of retries is limited")
    void theNumberOfRetriesIsLimited(RawServer.Reply fault) throws IOException {
        try (RawServer server = new RawServer(fault)) {
            assertThatThrownBy(() -> Clients.client(server.port(), 2).reads().list()).isInstanceOf(DiffbotException.class)
                    .isNotInstanceOf(DiffbotOutcomeUnknownException.class).hasMessageStartingWith("Diffbot list: ");
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    @DisplayName("A download that is reset before its first byte is retried")
    void aDownloadThatIsResetBeforeItsFirstByteIsRetried() throws IOException {
        RawServer.Reply headOnly = RawServer.thenClose("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
        try (RawServer server = new RawServer(headOnly, RawServer.reset(), RawServer.ok("[{\"a\":1}]"));
             ResultStream data = Clients.client(server.port(), 2).downloads().data(JobType.bulk, "a", null, null).open()) {
            assertThat(new String(data.readAllBytes())).isEqualTo("[{\"a\":1}]");
        }
    }

    @Test
    @DisplayName("A download that breaks later is an error with its position")
    void aDownloadThatBreaksLaterSaysWhere() throws IOException {
        try (RawServer server = new RawServer(RawServer.thenClose("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n[1,2"));
             ResultStream data = Clients.client(server.port(), 2).downloads().data(JobType.bulk, "shop", null, null).open()) {
            assertThatThrownBy(data::readAllBytes).isInstanceOf(IOException.class)
                    .hasMessageContaining("Diffbot data of job 'shop': the response broke off after 4 bytes");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    @FaultCase("N12")
    @DisplayName("A connection that the server closed in the pool is replaced")
    void aConnectionThatWentStaleInThePoolIsReplaced() throws IOException {
        String response = Clients.jobs("bulk", "a");
        RawServer.Reply thenGone = RawServer.thenClose(
                "HTTP/1.1 200 OK\r\nContent-Length: " + response.length() + "\r\n\r\n" + response);
        try (RawServer server = new RawServer(thenGone)) {
            DiffbotClient client = Clients.client(server.port(), 2);
            for (int i = 0; i < 20; i++) {
                assertThat(client.reads().list()).hasSize(1);
            }
        }
    }

    @Test
    @DisplayName("A server that cannot be reached is unavailable, for reads and for changes")
    void aServerThatIsNotThereIsUnavailable() throws IOException {
        try (ReservedPort port = new ReservedPort()) {
            DiffbotClient client = Clients.client(port.number(), 2);
            assertThatThrownBy(client.reads()::list).isInstanceOf(DiffbotUnavailableException.class)
                    .hasMessageContaining("baseUrl");
            assertThat(client.statistics().getCalls()).isEqualTo(3);
            // nothing was sent, so even this is retried and its outcome is known
            assertThatThrownBy(() -> client.changes().restart(JobType.bulk, "a"))
                    .isInstanceOf(DiffbotUnavailableException.class);
            assertThat(client.statistics().getCalls()).isEqualTo(6);
        }
    }

    @Test
    @DisplayName("A closed HTTP client is named as the cause")
    void aClosedHttpClientSaysSo() throws IOException {
        var http = Clients.http(1);
        http.close();
        assertThatThrownBy(() -> Clients.client(Clients.settings(1, 2), () -> http).reads().list())
                .isInstanceOf(DiffbotUnavailableException.class).hasMessageContaining("closed");
    }
}
