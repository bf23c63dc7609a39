/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import io.github.cameldiffbot.internal.client.http.ClientSettings;
import io.github.cameldiffbot.job.Job;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * A client that reads lists of jobs again and again, and the server with these lists.
 */
@Timeout(120)
abstract class RepeatedJobListSupport {

    static final long NOW = 1_780_000_000;

    final CloseableHttpClient http = Clients.http(5);
    volatile String token = Clients.TOKEN;
    volatile byte[] body = {};
    volatile String charset = "utf-8";
    RawServer server;
    DiffbotClient client;
    JobReads polls;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer((request, socket) -> {
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            response.writeBytes(("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=" + charset
                                 + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            response.writeBytes(body);
            response.writeTo(socket.getOutputStream());
            return true;
        });
        client = Clients.client(
                new ClientSettings(
                        URI.create("http://localhost:" + server.port() + "/v3"), () -> token, Duration.ofSeconds(60),
                        Duration.ofSeconds(60), 0, Duration.ofMillis(2), Duration.ofMillis(20), 0, Duration.ofMillis(200)),
                () -> http);
        polls = client.reads().forPolls();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        http.close();
    }

    static String job(String name, long objects, long now) {
        return "{\"jobStatus\":{\"status\":7,\"message\":\"Job is in progress.\"},\"type\":\"bulk\",\"currentTime\":" + now
               + ",\"objectsFound\":" + objects + ",\"customHeaders\":{\"Accept\":[\"a\",true,null]},\"currentTimeUTC\": " + now
               + ",\"apiUrl\":\"https://api.example/v3/article?fields=\\u00fc\u20ac\",\"repeat\":7.5,\"name\":\"" + name
               + "\"}";
    }

    static String list(String... jobs) {
        return "{\"jobs\":[" + String.join(",\n", jobs) + "]}";
    }

    List<Job> poll(String json) {
        body = json.getBytes(StandardCharsets.UTF_8);
        return polls.list();
    }

    List<Job> read(String json) {
        body = json.getBytes(StandardCharsets.UTF_8);
        return client.reads().list();
    }
}
