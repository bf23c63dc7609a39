/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class SilenceIsBoundedTest {

    private static DiffbotClient client(int port, Duration request, Duration data) {
        ClientSettings quick = Clients.settings(port, 0);
        var http = Clients.http(1);
        return new DiffbotClient(
                new ClientSettings(
                        quick.baseUrl(), quick.token(), request, data, 0, quick.retryDelay(), quick.maxRetryDelay(), 0),
                () -> http);
    }

    @Test
    void ofACall() throws IOException {
        try (RawServer server = new RawServer(RawServer.raw(""))) {
            assertThatThrownBy(client(server.port(), Duration.ofMillis(100), Duration.ofMinutes(5))::list)
                    .isInstanceOf(DiffbotUnavailableException.class).hasMessageContaining("timed out");
        }
    }

    @Test
    void ofADownloadInTheMiddle() throws IOException {
        try (RawServer server = new RawServer(RawServer.raw("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n[1,"));
             ResultStream data = client(server.port(), Duration.ofMinutes(5), Duration.ofMillis(100))
                     .data(JobType.bulk, "a", null, null)) {
            assertThatThrownBy(data::readAllBytes).isInstanceOf(IOException.class)
                    .hasMessageContaining("broke off after 3 bytes").hasCauseInstanceOf(SocketTimeoutException.class);
        }
    }
}
