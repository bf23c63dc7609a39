/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Pages are fetched with limits, retries and the headers of the job")
class FetcherTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
    private static final int MAX = 1_000;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private ServerSocket server;
    private Fetcher fetcher;

    /** Responds to the requests on a connection. */
    @FunctionalInterface
    private interface Responder {
        void respond(int request, OutputStream out) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        fetcher = new Fetcher(new FetchLimits(new AllowList(AllowList::isLocal), MAX, Duration.ofSeconds(20), 2));
    }

    @AfterEach
    void stop() throws IOException {
        fetcher.close();
        server.close();
    }

    @Test
    @DisplayName("A connection is kept, and closed after the limit of a body that never ends")
    void endlessBody() {
        serve((number, out) -> {
            write(out, OK + "Transfer-Encoding: chunked\r\n\r\n");
            while (number > 1) {
                write(out, "a\r\n0123456789\r\n");
            }
            write(out, "2\r\nhi\r\n0\r\n\r\n");
        });
        assertThat(fetch("/a").text()).isEqualTo("hi");
        assertThat(fetch("/b").body()).hasSize(MAX);
        assertThat(connections).hasValue(1);
        assertThat(fetch("/c").text()).isEqualTo("hi");
        assertThat(connections).hasValue(2);
    }

    @Test
    @DisplayName("A fetch ends at the timeout of the page, also if the site sends a byte now and then")
    void slowHeaders() {
        serve((number, out) -> {
            write(out, OK);
            while (true) {
                write(out, "X: y\r\n");
                LockSupport.parkNanos(5_000_000);
            }
        });
        long start = System.nanoTime();
        FetchResult result = fetcher.fetch(url("/"), Map.of(), Duration.ofMillis(300));
        assertThat(result.error()).isEqualTo(FetchResult.TIMED_OUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    @DisplayName("repeats a request on a connection that the site has closed, which is no further try")
    void staleConnection() {
        serve((number, out) -> {
            if (number > 1) {
                out.close();
            }
            write(out, OK + "Content-Length: 2\r\n\r\nhi");
        });
        for (int i = 0; i < 4; i++) {
            FetchResult result = fetch("/" + i);
            assertThat(result.text()).isEqualTo("hi");
            assertThat(result.tries()).isEqualTo(1);
        }
        assertThat(connections).hasValue(4);
    }

    @Test
    @DisplayName("A fetch is repeated if a new connection ends without a response")
    void noResponse() {
        serve((number, out) -> out.close());
        FetchResult result = fetch("/");
        assertThat(result.error()).isEqualTo("Could not download page");
        assertThat(result.tries()).isEqualTo(2);
        assertThat(connections).hasValue(2);
    }

    @Test
    @DisplayName("The headers of the job replace those of the fetcher, except for those of the connection")
    void headers() {
        serve((number, out) -> write(out, OK + "Content-Length: 0\r\n\r\n"));
        fetcher.fetch(url("/a//b?c=d"),
                Map.of("User-Agent", "mine", "Host", "other", "Content-Length", "7", "Upgrade", "x", "X-A", "b\r\nX-B: c",
                        "X-C\r\nX-B", "d"),
                Duration.ofMinutes(1));
        assertThat(requests).singleElement().satisfies(request -> assertThat(request.lines().toList())
                .contains("GET /a//b?c=d HTTP/1.1", "Host: 127.0.0.1:" + server.getLocalPort(), "User-Agent: mine")
                .noneMatch(line -> line.startsWith("X-B") || line.startsWith("Content-Length")
                        || line.startsWith("Upgrade") || line.startsWith("Accept-Encoding")));
    }

    @Test
    @DisplayName("The request names the host of a name below localhost")
    void localName() {
        serve((number, out) -> write(out, OK + "Content-Length: 2\r\n\r\nhi"));
        String url = "http://shop.localhost:" + server.getLocalPort() + "/";
        assertThat(fetcher.fetch(url, Map.of(), Duration.ofMinutes(1)).text()).isEqualTo("hi");
        assertThat(requests.get(0)).contains("Host: shop.localhost:" + server.getLocalPort());
    }

    @Test
    @DisplayName("A closed fetcher fails")
    void closed() {
        fetcher.close();
        assertThat(fetch("/").ok()).isFalse();
    }

    private FetchResult fetch(String path) {
        return fetcher.fetch(url(path), Map.of(), Duration.ofMinutes(1));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getLocalPort() + path;
    }

    private void serve(Responder responder) {
        Thread accepting = new Thread(() -> {
            try {
                while (!server.isClosed()) {
                    Socket socket = server.accept();
                    connections.incrementAndGet();
                    Thread connection = new Thread(() -> respond(socket, responder));
                    connection.setDaemon(true);
                    connection.start();
                }
            } catch (IOException e) {
                // the test has ended
                return;
            }
        });
        accepting.setDaemon(true);
        accepting.start();
    }

    private void respond(Socket socket, Responder responder) {
        try (socket) {
            InputStream in = socket.getInputStream();
            int number = 1;
            for (String request = read(in); !request.isEmpty(); request = read(in)) {
                requests.add(request);
                responder.respond(number++, socket.getOutputStream());
            }
        } catch (IOException e) {
            // the client has closed the connection
            return;
        }
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            request.append((char) b);
            if (request.toString().endsWith("\r\n\r\n")) {
                return request.toString();
            }
        }
        return "";
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
