/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.internal.client.Clients;
import io.github.cameldiffbot.internal.client.DiffbotClient;
import io.github.cameldiffbot.internal.client.RawServer;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("requestTimeout limits each pause of a response")
@Timeout(120)
class ReadTimeoutTest {

    private static DiffbotClient client(int port, Duration request, Duration data) {
        ClientSettings quick = Clients.settings(port, 0);
        var http = Clients.http(1);
        return Clients.client(
                new ClientSettings(
                        quick.baseUrl(), quick.token(), request, data, 0, quick.retryDelay(), quick.maxRetryDelay(), 0,
                        ClientSettings.GRACE),
                () -> http);
    }

    @Test
    @DisplayName("A call without a response times out")
    void ofACall() throws IOException {
        try (RawServer server = new RawServer(RawServer.raw(""))) {
            assertThatThrownBy(client(server.port(), Duration.ofMillis(100), Duration.ofMinutes(5)).reads()::list)
                    .isInstanceOf(DiffbotUnavailableException.class).hasMessageContaining("timed out");
        }
    }

    @Test
    @FaultCase("N11")
    @DisplayName("A download that stops in the middle times out")
    void ofADownloadInTheMiddle() throws IOException {
        try (RawServer server = new RawServer(RawServer.raw("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n[1,"));
             ResultStream data = client(server.port(), Duration.ofMinutes(5), Duration.ofMillis(100))
                     .downloads().data(JobType.bulk, "a", null, null).open()) {
            assertThatThrownBy(data::readAllBytes).isInstanceOf(IOException.class)
                    .hasMessageContaining("broke off after 3 bytes").hasCauseInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    @FaultCase("N11")
    @DisplayName("A download that stalls does not hold up other calls")
    void ofADownloadWhileOtherCallsContinue() throws IOException {
        RawServer.Reply stalls = RawServer.raw("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n[1,");
        try (RawServer server = new RawServer(stalls, RawServer.ok(Clients.jobs("bulk", "a")));
             var http = Clients.http(2)) {
            DiffbotClient client = Clients.client(Clients.settings(server.port(), 0), () -> http);
            try (ResultStream data = client.downloads().data(JobType.bulk, "a", null, null).open()) {
                assertThat(data.readNBytes(3)).hasSize(3);
                for (int i = 0; i < 10; i++) {
                    assertThat(client.reads().status(JobType.bulk, "a").getName()).isEqualTo("a");
                }
            }
        }
    }

    @Test
    @FaultCase("N10")
    @DisplayName("The timeout limits each pause, not the whole download")
    void ofThePauseAndNotOfTheDownload() throws IOException {
        String json = "[1,2,3,4,5,6,7,8,9,10]";
        RawServer.Reply dribble = (request, socket) -> {
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(("HTTP/1.1 200 OK\r\nContent-Length: " + json.length() + "\r\n\r\n").getBytes());
            for (byte each : json.getBytes()) {
                LockSupport.parkNanos(Duration.ofMillis(120).toNanos());
                socket.getOutputStream().write(each);
            }
            return true;
        };
        try (RawServer server = new RawServer(dribble);
             ResultStream data = client(server.port(), Duration.ofMinutes(5), Duration.ofMillis(2_000))
                     .downloads().data(JobType.bulk, "a", null, null).open()) {
            long start = System.nanoTime();
            assertThat(new String(data.readAllBytes())).isEqualTo(json);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(2_000));
        }
    }
}
