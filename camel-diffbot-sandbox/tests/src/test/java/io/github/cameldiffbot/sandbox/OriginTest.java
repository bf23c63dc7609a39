/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Web pages of other sites cannot use the API")
class OriginTest extends SandboxTest {

    @Test
    @DisplayName("Responses do not let other sites read them")
    void noCors() {
        assertThat(api.get("/bulk").headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    @DisplayName("A request of a page of another site is refused, and has no effect")
    void foreignOrigin() {
        HttpResponse<String> response = send(sandbox, "http://evil.example:9850", "/crawl?token=" + sandbox.token()
                                                                                  + "&name=x&seeds=" + sandbox.demoSite());
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("\"errorCode\":403", "--allow-origin");
        assertThat(sandbox.job("x")).isNull();
        assertThat(send(sandbox, "null", "/bulk?token=" + sandbox.token()).statusCode()).isEqualTo(403);
        assertThat(send(sandbox, "http://127.0.0.1:" + sandbox.port(), "/bulk?token=" + sandbox.token()).statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("A request to another host name is refused: a site may let its name resolve to this machine")
    void foreignHost() throws IOException {
        assertThat(statusOf("evil.example:" + sandbox.port())).isEqualTo("HTTP/1.1 403");
        assertThat(statusOf("localhost:" + sandbox.port())).isEqualTo("HTTP/1.1 200");
    }

    @Test
    @DisplayName("Pages of an allowed origin can call the API, not the admin API")
    void allowedOrigin() {
        String origin = "http://localhost:3000";
        try (DiffbotSandbox open = DiffbotSandbox.builder().allowOrigin(origin).start()) {
            HttpResponse<String> response = send(open, origin, "/bulk?token=" + open.token());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue(origin);
            HttpResponse<String> preflight = Api.send(HttpRequest.newBuilder(URI.create(open.baseUrl() + "/bulk"))
                    .header("Origin", origin).header("Access-Control-Request-Headers", "x-own")
                    .method("OPTIONS", HttpRequest.BodyPublishers.noBody()).build());
            assertThat(preflight.statusCode()).isEqualTo(204);
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers")).hasValue("x-own");
            assertThat(send(open, origin, "/../sandbox/overview").statusCode()).isEqualTo(403);
            assertThat(send(open, "http://localhost:3001", "/bulk?token=" + open.token()).statusCode()).isEqualTo(403);
        }
    }

    @Test
    @DisplayName("The default token is another one at each start")
    void randomToken() {
        try (DiffbotSandbox other = DiffbotSandbox.start()) {
            assertThat(other.token()).matches("[0-9a-f]{32}").isNotEqualTo(sandbox.token());
            assertThat(api.get("/bulk", "token", other.token()).statusCode()).isEqualTo(401);
        }
    }

    private static HttpResponse<String> send(DiffbotSandbox to, String origin, String path) {
        return Api.send(HttpRequest.newBuilder(URI.create(to.baseUrl() + path).normalize()).header("Origin", origin).build());
    }

    private String statusOf(String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", sandbox.port())) {
            socket.getOutputStream().write(("GET /v3/bulk?token=" + sandbox.token() + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        }
    }
}
