/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Injected faults change the bytes of responses")
class WireFaultTest extends SandboxTest {

    private static final Fault DATA = Fault.on("/v3/bulk/data");

    private String data;

    @BeforeEach
    void makeData() {
        sandbox.generate("wire", 3, 600);
        data = api.get("/bulk/data", "name", "wire").body();
    }

    @ParameterizedTest
    @DisplayName("The connection is closed in the body")
    @ValueSource(ints = { 0, 1, 599, 1000, 1804 })
    void truncated(int at) throws IOException {
        sandbox.fail(DATA.truncateAfter(at));
        String response = raw();
        assertThat(unchunk(response)).isEqualTo(data.substring(0, at));
        assertThat(response).doesNotEndWith("0\r\n\r\n");
        assertThatThrownBy(() -> api.get("/bulk/data", "name", "wire")).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("The body ends early in a valid way")
    void endedEarly() {
        sandbox.fail(DATA.endAfter(700));
        assertThat(api.get("/bulk/data", "name", "wire").body()).isEqualTo(data.substring(0, 700));
    }

    @Test
    @DisplayName("The closing bracket is missing")
    void missingBracket() {
        sandbox.fail(DATA.missingBracket());
        assertThat(api.get("/bulk/data", "name", "wire").body()).isEqualTo(data.substring(0, data.length() - 1));
    }

    @Test
    @DisplayName("The connection is reset in the body")
    void resetInBody() {
        sandbox.fail(DATA.resetAfter(10));
        assertThatThrownBy(this::raw).isInstanceOf(SocketException.class);
    }

    @Test
    @DisplayName("The connection is reset after the call was processed")
    void resetAfterCall() {
        sandbox.fail(Fault.on("/v3/bulk").method("POST").reset());
        assertThatThrownBy(() -> api.bulk("lost", api.page("about"))).hasRootCauseInstanceOf(IOException.class);
        assertThat(sandbox.job("lost")).isNotNull();
    }

    @Test
    @DisplayName("The connection is reset before the call is processed")
    void resetBeforeCall() {
        sandbox.fail(Fault.on("/v3/bulk").method("POST").status(200).reset());
        assertThatThrownBy(() -> api.bulk("lost", api.page("about"))).hasRootCauseInstanceOf(IOException.class);
        assertThat(sandbox.job("lost")).isNull();
    }

    @Test
    @DisplayName("No response is sent")
    void noResponse() throws IOException {
        sandbox.fail(DATA.hangUp());
        assertThat(raw()).isEmpty();
    }

    @Test
    @DisplayName("The body stalls")
    void stalled() throws IOException {
        sandbox.fail(DATA.stallAfter(5));
        try (Socket socket = request()) {
            socket.setSoTimeout(300);
            InputStream in = socket.getInputStream();
            StringBuilder got = new StringBuilder();
            assertThatThrownBy(() -> {
                for (int b = in.read(); b >= 0; b = in.read()) {
                    got.append((char) b);
                }
            }).isInstanceOf(SocketTimeoutException.class);
            assertThat(unchunk(got.toString())).isEqualTo(data.substring(0, 5));
        }
        assertThat(api.get("/bulk").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("The body is sent slowly")
    void slow() throws IOException {
        sandbox.fail(Fault.on("/v3/bulk").dribble(100_000));
        assertThat(unchunk(raw())).isEqualTo(data);
    }

    @Test
    @DisplayName("A chunk is invalid")
    void brokenChunk() throws IOException {
        sandbox.fail(DATA.brokenChunkAfter(5));
        assertThat(raw()).endsWith("ZZ\r\n<garbage>");
        assertThatThrownBy(() -> api.get("/bulk/data", "name", "wire")).hasRootCauseInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @DisplayName("The Content-Length is wrong")
    @ValueSource(ints = { -10, 10 })
    void wrongLength(int difference) throws IOException {
        sandbox.fail(DATA.wrongLength(difference));
        String response = raw();
        assertThat(response).contains("Content-length: " + (data.length() + difference) + "\r\n").endsWith("\r\n\r\n" + data);
    }

    @Test
    @DisplayName("The response has no length")
    void noLength() throws IOException {
        sandbox.fail(DATA.withoutLength());
        assertThat(raw()).doesNotContain("Content-length", "Transfer-encoding").endsWith("\r\n\r\n" + data);
    }

    @Test
    @DisplayName("The Content-Length is negative")
    void negativeLength() throws IOException {
        sandbox.fail(Fault.on("/v3/bulk").status(200).header("Content-Length", "-1"));
        assertThat(raw()).contains("Content-length: -1\r\n");
    }

    @Test
    @DisplayName("The compressed body is corrupt")
    void brokenGzip() throws IOException {
        sandbox.fail(DATA.brokenGzip());
        try (Socket socket = request(); InputStream in = socket.getInputStream()) {
            String head = "";
            while (!head.endsWith("\r\n\r\n")) {
                head += (char) in.read();
            }
            assertThat(head).contains("Content-encoding: gzip");
            assertThatThrownBy(() -> new GZIPInputStream(in).readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    private String raw() throws IOException {
        try (Socket socket = request()) {
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private Socket request() throws IOException {
        Socket socket = new Socket("127.0.0.1", sandbox.port());
        String line = "GET /v3/bulk/data?name=wire&token=" + sandbox.token() + " HTTP/1.1\r\n";
        socket.getOutputStream().write((line + "Host: localhost\r\nConnection: close\r\n\r\n").getBytes(US_ASCII));
        return socket;
    }

    private static String unchunk(String response) {
        StringBuilder body = new StringBuilder();
        String rest = response.substring(response.indexOf("\r\n\r\n") + 4);
        while (!rest.isEmpty()) {
            int line = rest.indexOf("\r\n");
            int length = Integer.parseInt(rest.substring(0, line), 16);
            body.append(rest, line + 2, line + 2 + length);
            rest = length == 0 ? "" : rest.substring(line + 4 + length);
        }
        return body.toString();
    }
}
