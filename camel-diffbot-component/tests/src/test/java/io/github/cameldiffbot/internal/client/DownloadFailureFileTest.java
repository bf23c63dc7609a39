/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.error.DiffbotDownloadException;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.internal.client.http.ClientSettings;
import io.github.cameldiffbot.job.JobType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A truncated download to a file reports the reason and deletes the file")
@Timeout(120)
@ExtendWith(QuickAwait.class)
class DownloadFailureFileTest {

    private static final RawServer.Reply ENDLESS = (request, socket) -> {
        socket.getOutputStream().write("HTTP/1.1 200\r\nContent-Length: 99999999999\r\n\r\n[".getBytes());
        byte[] blanks = " ".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        while (true) {
            socket.getOutputStream().write(blanks);
        }
    };

    @TempDir
    Path directory;

    private FileDownload download(DiffbotClient client, Path to, long most) {
        return client.downloads().urlReport(JobType.bulk, "shop", null)
                .to(new FileTarget(to, UnaryOperator.identity(), most, file -> {
                }));
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    @DisplayName("A download over maxDownloadSize is an error and releases its connection")
    void whenItIsTooLarge() throws IOException {
        try (RawServer server = new RawServer(ENDLESS); var http = Clients.http(1)) {
            DiffbotClient client = Clients.client(Clients.settings(server.port(), 3), () -> http);
            for (int i = 0; i < 5; i++) {
                // with a single connection, which each download must release
                assertThatThrownBy(download(client, directory, 1_000_000)::run)
                        .isInstanceOf(DiffbotDownloadException.class)
                        .hasMessageContaining("Diffbot urlReport of job 'shop'").hasMessageContaining("1000000 bytes")
                        .hasMessageContaining("maxDownloadSize");
            }
            assertThat(server.requests()).hasSize(5);
        }
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("A directory that is a file is an error before the request")
    void whenTheDirectoryIsAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("taken"), "x");
        try (RawServer server = new RawServer(RawServer.ok("[]"))) {
            assertThatThrownBy(download(Clients.client(server.port()), file, 0)::run)
                    .isInstanceOf(DiffbotDownloadException.class).hasMessageContaining(file.toString())
                    .hasMessageContaining("localWorkDirectory");
            // no request is sent without a place for the file
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    @DisplayName("A missing directory is created")
    void aMissingDirectoryIsCreated() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok("[]"))) {
            DownloadedFile file = download(Clients.client(server.port()), directory.resolve("a/b"), 0).run();
            assertThat(file.path()).hasParent(directory.resolve("a/b")).hasContent("[]");
        }
    }

    @Test
    @DisplayName("A full disk is an error")
    void whenTheDiskIsFull() throws IOException {
        try (RawServer server = new RawServer(ENDLESS)) {
            FileTarget full = new FileTarget(directory, in -> new FilterInputStream(in) {
                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    if (super.read(buffer, offset, length) > 0) {
                        // in the words of the file system
                        throw new IOException("No space left on device");
                    }
                    return -1;
                }
            }, 0, file -> {
            });
            assertThatThrownBy(
                    Clients.client(server.port(), 3).downloads().data(JobType.bulk, "shop", null, null).to(full)::run)
                    .isInstanceOf(DiffbotDownloadException.class).hasMessageContaining("No space left")
                    .hasMessageContaining("localWorkDirectory");
            assertThat(server.requests()).hasSize(1);
        }
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("A download can be stopped while the server sends nothing")
    void whenItIsStoppedWhileTheServerIsSilent() throws Exception {
        stopWhile(RawServer.raw("HTTP/1.1 200\r\nContent-Length: 99\r\n\r\n[1,"));
    }

    @Test
    @DisplayName("A download can be stopped before the response")
    void whenItIsStoppedBeforeTheResponse() throws Exception {
        stopWhile(RawServer.raw(""));
    }

    @Test
    @DisplayName("A download can be stopped while bytes arrive")
    void whenItIsStoppedWhileBytesCome() throws Exception {
        stopWhile(ENDLESS);
    }

    @Test
    @DisplayName("A download that was stopped before it began sends no request")
    void whenItIsStoppedBeforeItBegan() throws Exception {
        try (RawServer server = new RawServer(RawServer.ok("[]"))) {
            FileDownload download = download(Clients.client(server.port()), directory, 0);
            download.stop();

            assertThatThrownBy(download::run).isInstanceOf(DiffbotUnavailableException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(server.requests()).isEmpty();
        }
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("A download can be stopped between two requests")
    void whenItIsStoppedBetweenTwoRequests() throws Exception {
        stopWhile(RawServer.error(503, ""));
    }

    private void stopWhile(RawServer.Reply reply) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, socket) -> {
            asked.countDown();
            return reply.to(request, socket);
        }); var http = Clients.http(1)) {
            ClientSettings slow = new ClientSettings(
                    Clients.settings(server.port(), 0).baseUrl(), () -> Clients.TOKEN, Duration.ofMinutes(5),
                    Duration.ofMinutes(5), 50, Duration.ofMinutes(5), Duration.ofMinutes(5), 0,
                    ClientSettings.GRACE);
            FileDownload download = download(Clients.client(slow, () -> http), directory, 0);
            CompletableFuture<Boolean> interruptedAfterwards = CompletableFuture.supplyAsync(() -> {
                try {
                    download.run();
                    return null;
                } catch (DiffbotUnavailableException e) {
                    return Thread.currentThread().isInterrupted();
                }
            });
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            Awaitility.await().until(() -> Files.list(directory).findAny().isPresent());
            download.stop();
            assertThat(get(interruptedAfterwards)).isFalse();
        }
        assertNothingIsLeft();
    }

    private static Boolean get(CompletableFuture<Boolean> result) throws Exception {
        try {
            return result.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("It ended with something else", e.getCause());
        }
    }
}
