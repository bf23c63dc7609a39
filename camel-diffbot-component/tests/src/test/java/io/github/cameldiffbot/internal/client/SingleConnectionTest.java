/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.util.List;

import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@DisplayName("After any outcome of a call, its connection returns to the pool")
@Timeout(120)
class SingleConnectionTest {

    @Test
    @DisplayName("A hundred failed, aborted and partial calls need one connection")
    void aHundredFailedAbortedAndPartialCalls() throws IOException {
        String big = "x".repeat(300_000);
        RawServer.Reply endless = (request, socket) -> {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n[".getBytes());
            while (true) {
                socket.getOutputStream().write(big.getBytes());
            }
        };
        List<RawServer.Reply> faults = List.of(RawServer.error(500, big), RawServer.error(401, ""), RawServer.reset(),
                RawServer.thenClose("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{"), RawServer.ok("{\"foo\":1}"),
                RawServer.ok("<html>" + big), RawServer.raw("HTTP/1.1 302 x\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n"),
                RawServer.raw("HTTP/1.1 302 x\r\nLocation: http://x/\r\nContent-Length: 1\r\n\r\nx"),
                RawServer.raw("HTTP/1.1 204\r\n\r\n"), endless);
        RawServer.Reply[] replies = new RawServer.Reply[400];
        for (int i = 0; i < replies.length; i++) {
            replies[i] = faults.get(i % faults.size());
        }
        try (RawServer server = new RawServer(replies); var http = Clients.http(1)) {
            DiffbotClient client = Clients.client(Clients.settings(server.port(), 0), () -> http);
            int failed = 0;
            for (int i = 0; i < 100; i++) {
                failed += i % 10 == 9 ? partial(client) : failure(client, i);
            }
            assertThat(failed).isGreaterThan(60);
        }
    }

    private static int failure(DiffbotClient client, int i) {
        Throwable thrown = catchThrowable(() -> {
            switch (i % 3) {
                case 0 -> client.reads().list();
                case 1 -> Clients.create(client, JobType.bulk, UrlSource.of(List.of("http://a.example").iterator(), false));
                default -> client.downloads().data(JobType.bulk, "a", null, null).open().close();
            }
        });
        assertPooled(thrown);
        return thrown == null ? 0 : 1;
    }

    private static int partial(DiffbotClient client) {
        Throwable thrown = catchThrowable(() -> {
            try (ResultStream data = client.downloads().data(JobType.bulk, "a", null, null).open()) {
                data.readNBytes(10);
            }
        });
        assertPooled(thrown);
        return thrown == null ? 0 : 1;
    }

    private static void assertPooled(Throwable thrown) {
        if (thrown != null) {
            assertThat(thrown.getMessage()).doesNotContain("connection of the pool");
        }
    }

    @Test
    @DisplayName("A download that is closed early is not read to its end")
    void aDownloadThatIsClosedEarlyIsNotDrained() throws IOException {
        try (RawServer server = new RawServer((request, socket) -> {
            // a response without an end: a close that reads the rest would take forever
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes());
            while (true) {
                socket.getOutputStream().write("1\r\n[\r\n".getBytes());
            }
        }); var http = Clients.http(1)) {
            DiffbotClient client = Clients.client(Clients.settings(server.port(), 0), () -> http);
            for (int i = 0; i < 30; i++) {
                ResultStream data = client.downloads().data(JobType.bulk, "a", null, null).open();
                data.readNBytes(1000);
                data.close();
                data.close();
            }
            assertThat(server.requests()).hasSize(30);
        }
    }

    @Test
    @DisplayName("A download that was read to its end releases its connection")
    void aDownloadReadToItsEndReleasesItsConnection() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok("[1,2]"));
             var http = Clients.http(1)) {
            DiffbotClient client = Clients.client(Clients.settings(server.port(), 0), () -> http);
            for (int i = 0; i < 10; i++) {
                try (ResultStream data = client.downloads().data(JobType.bulk, "a", null, null).open()) {
                    data.readAllBytes();
                }
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }
}
