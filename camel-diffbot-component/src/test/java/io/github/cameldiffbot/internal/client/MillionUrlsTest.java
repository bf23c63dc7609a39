/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
@Tag("slow")
class MillionUrlsTest {

    private static final int COUNT = 1_000_000;

    @Test
    @FaultCase("H11")
    void inFlatMemory() throws Exception {
        AtomicLong most = new AtomicLong();
        System.gc();
        long before = used();
        var urls = IntStream.range(0, COUNT).mapToObj(i -> {
            if (i % 250_000 == 249_999) {
                // only reachable memory counts
                System.gc();
                most.accumulateAndGet(used() - before, Math::max);
            }
            return "https://www.example.com/a/rather/long/path/to/a/product/page.html?id=" + i;
        }).iterator();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()); var http = Clients.http(1)) {
            CompletableFuture<Integer> counted = CompletableFuture.supplyAsync(() -> countUrls(server));
            Clients.create(Clients.client(Clients.settings(server.getLocalPort(), 0), () -> http), JobType.bulk,
                    UrlSource.of(urls, false));
            assertThat(counted.get()).isEqualTo(COUNT);
            assertThat(most.get()).isLessThan(16L * 1024 * 1024);
        }
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    // each URL but the first has an encoded space before it, and nothing else is encoded like that
    private static int countUrls(ServerSocket server) {
        String response = Clients.jobs("bulk", "a");
        try (Socket socket = server.accept()) {
            InputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
            while (!line(in).isEmpty()) {
                // the head
            }
            int spaces = 0;
            int matched = 0;
            for (int size = chunk(in); size > 0; size = chunk(in)) {
                for (byte b : in.readNBytes(size)) {
                    matched = b == "%20".charAt(matched) ? matched + 1 : b == '%' ? 1 : 0;
                    spaces += matched / 3;
                    matched %= 3;
                }
                line(in);
            }
            line(in);
            socket.getOutputStream().write(
                    ("HTTP/1.1 200 OK\r\nContent-Length: " + response.length() + "\r\n\r\n" + response)
                            .getBytes(StandardCharsets.UTF_8));
            return spaces + 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }
}
