/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.internal.client.http.ClientSettings;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An interrupt ends a call at once with the right exception")
@Timeout(120)
class CallInterruptTest {

    private static final RawServer.Reply WAIT = RawServer.raw(
            "HTTP/1.1 503 x\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n");

    private static Throwable interrupt(RawServer.Reply reply, Consumer<DiffbotClient> call)
            throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        CompletableFuture<Thread> asked = new CompletableFuture<>();
        try (RawServer server = new RawServer((request, socket) -> {
            boolean open = reply.to(request, socket);
            asked.join().interrupt();
            return open;
        })) {
            ClientSettings quick = Clients.settings(server.port(), 5);
            var http = Clients.http(1);
            DiffbotClient client = Clients.client(
                    new ClientSettings(
                            quick.baseUrl(), quick.token(), quick.requestTimeout(), quick.dataTimeout(), 5,
                            Duration.ofSeconds(60), Duration.ofSeconds(60), 0,
                            ClientSettings.GRACE),
                    () -> http);
            Thread thread = new Thread(() -> {
                try {
                    call.accept(client);
                } catch (DiffbotException e) {
                    assertThat(Thread.currentThread().isInterrupted()).isTrue();
                    thrown.complete(e);
                } finally {
                    thrown.complete(new IllegalStateException("no DiffbotException, or the interrupt was forgotten"));
                }
            });
            asked.complete(thread);
            thread.start();
            return thrown.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    @DisplayName("An interrupted read ends at once as unavailable")
    void aRead() throws Exception {
        assertThat(interrupt(WAIT, client -> client.reads().list())).isInstanceOf(DiffbotUnavailableException.class)
                .hasMessageContaining("interrupted");
    }

    @Test
    @DisplayName("An interrupted read ends at once while it waits for its retry")
    void aThrottledRead() throws Exception {
        assertThat(interrupt(RawServer.raw("HTTP/1.1 429 x\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n"),
                client -> client.reads().list())).isInstanceOf(DiffbotUnavailableException.class);
    }

    @Test
    @DisplayName("The outcome of an interrupted change is unknown")
    void aChangeThatMayHaveBeenMade() throws Exception {
        assertThat(interrupt(WAIT, client -> client.changes().pause(JobType.bulk, "a")))
                .isInstanceOf(DiffbotOutcomeUnknownException.class);
    }

    @Test
    @DisplayName("The outcome of an interrupted create is unknown")
    void aCreate() throws Exception {
        assertThat(interrupt(WAIT,
                client -> Clients.create(client, JobType.bulk, UrlSource.of("http://a.example", false))))
                .isInstanceOf(DiffbotOutcomeUnknownException.class);
    }
}
