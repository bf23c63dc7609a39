/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests and connections in numbers and sizes that must not exhaust a sandbox with a heap of 128 MB. */
@DisplayName("Many and large requests do not exhaust a small heap")
@Tag("slow")
class OverloadTest {

    private static final String LARGE = "x".repeat(1 << 20);

    @Test
    @DisplayName("5,000 idle connections do not keep the sandbox from answering")
    void idleConnections() throws IOException {
        List<Socket> idle = new ArrayList<>();
        try (SandboxProcess sandbox = SandboxProcess.start()) {
            sandbox.awaitStart();
            int port = URI.create(sandbox.baseUrl()).getPort();
            for (int i = 0; i < 5_000; i++) {
                Socket socket = new Socket("127.0.0.1", port);
                idle.add(socket);
                if (i % 10 == 0) {
                    socket.getOutputStream()
                            .write("GET /v3/bulk?token=slow HTTP/1.1\r\nHo".getBytes(StandardCharsets.US_ASCII));
                }
                if (i % 1_000 == 999) {
                    assertThat(list(sandbox)).isEqualTo(200);
                }
            }
            for (int i = 0; i < 20; i++) {
                assertThat(list(sandbox)).isEqualTo(200);
            }
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    /** Lists the jobs on a new connection: the sandbox closes idle ones to accept others. */
    private static int list(SandboxProcess sandbox) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(sandbox.baseUrl() + "/bulk?token=" + SandboxProcess.TOKEN)
                .toURL().openConnection();
        connection.setRequestProperty("Connection", "close");
        return connection.getResponseCode();
    }

    @Test
    @DisplayName("300 large requests with a wrong token are refused, and their bodies are not kept")
    void wrongTokens() {
        try (SandboxProcess sandbox = SandboxProcess.start()) {
            sandbox.awaitStart();
            URI uri = URI.create(sandbox.baseUrl() + "/bulk");
            HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers
                    .ofString("token=wrong&name=x&apiUrl=" + LARGE.substring(LARGE.length() * 3 / 4));
            HttpRequest.BodyPublisher urls
                    = HttpRequest.BodyPublishers.ofString("urls=" + "http://127.0.0.1/page%20".repeat(12_000) + "&token=wrong");
            List<Integer> statuses = IntStream.range(0, 300).parallel().mapToObj(i -> Api.send(HttpRequest.newBuilder(uri)
                    .header("Content-Type", "application/x-www-form-urlencoded").POST(i % 10 == 0 ? urls : body).build()))
                    .map(HttpResponse::statusCode).toList();
            assertThat(statuses).containsOnly(401);
            assertThat(sandbox.post("/bulk").statusCode()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("Large parameters with a right token do not fill the memory either")
    void largeParameters() {
        try (SandboxProcess sandbox = SandboxProcess.start()) {
            sandbox.awaitStart();
            for (int i = 0; i < 120; i++) {
                assertThat(sandbox.post("/bulk", "name", "x" + i, "apiUrl", LARGE).statusCode()).isEqualTo(500);
            }
            assertThat(sandbox.post("/bulk").statusCode()).isEqualTo(200);
            String[] many = new String[40];
            for (int i = 0; i < many.length; i += 2) {
                many[i] = "p" + i;
                many[i + 1] = LARGE;
            }
            assertThat(sandbox.post("/bulk", many).statusCode()).isEqualTo(413);
        }
    }

    @Test
    @DisplayName("A head with too many headers is refused")
    void largeHead() throws IOException {
        try (DiffbotSandbox sandbox = DiffbotSandbox.start(); Socket socket = new Socket("127.0.0.1", sandbox.port())) {
            OutputStream out = socket.getOutputStream();
            out.write("GET /v3/bulk HTTP/1.1\r\nHost: localhost\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] header = ("X-Same: " + "y".repeat(1_000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 300; i++) {
                out.write(header);
            }
            out.flush();
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 431");
        }
    }
}
