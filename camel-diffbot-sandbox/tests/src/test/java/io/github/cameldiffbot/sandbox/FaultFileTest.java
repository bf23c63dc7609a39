/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.IOException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Faults are read from files")
class FaultFileTest extends SandboxTest {

    @Test
    @DisplayName("A list of faults in YAML is parsed")
    void list() {
        sandbox.fail("""
                faults:
                  - path: /v3/bulk
                    method: GET
                    job: shop-*
                    call: 2
                    status: 503
                    headers: {Retry-After: "3"}
                    body: <html>busy</html>
                  - path: /v3/crawl
                    params: {pause: "1"}
                    reset: true
                """);
        sandbox.generate("shop-1", 0, 0);
        assertThat(api.get("/bulk", "name", "shop-1").statusCode()).isEqualTo(200);
        assertThat(api.get("/bulk", "name", "other").statusCode()).isEqualTo(500);
        var response = api.get("/bulk", "name", "shop-1");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("<html>busy</html>");
        assertThat(response.headers().firstValue("Retry-After")).hasValue("3");
        assertThat(api.get("/bulk", "name", "shop-1").statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> api.get("/crawl", "pause", "1")).hasRootCauseInstanceOf(IOException.class);
        sandbox.clearFaults();
        assertThat(api.get("/crawl", "pause", "1").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("Faults in JSON are parsed")
    void json() {
        sandbox.fail("{\"path\": \"/v3/bulk\", \"status\": 429}");
        assertThat(api.get("/bulk").statusCode()).isEqualTo(429);
    }

    @Test
    @DisplayName("The same seed gives the same sequence")
    void probability() {
        String first = draw();
        sandbox.clearFaults();
        assertThat(draw()).isEqualTo(first).contains("200", "500");
    }

    @ParameterizedTest
    @DisplayName("Every member of a fault is known")
    @ValueSource(strings = {
            "path: /v3/bulk\ntruncate: 3", "stall: 0", "end: 2", "missingBracket: true", "dribble: 5", "brokenChunk: 1",
            "wrongLength: -1", "withoutLength: true", "brokenGzip: true", "hangUp: true", "reset: 5", "delay: 5s",
            "redirect: http://127.0.0.1/", "after: 3", "times: 2" })
    void members(String yaml) {
        sandbox.fail(yaml);
    }

    @ParameterizedTest
    @DisplayName("An invalid fault is an error with a reason")
    @ValueSource(strings = { "- statuss: 500", "- status: much", "- delay: soon", "[1]", "just a word", "{", "headers: x" })
    void invalidFaults(String yaml) {
        assertThatThrownBy(() -> sandbox.fail(yaml)).isInstanceOf(IllegalArgumentException.class)
                .message().isNotBlank();
    }

    private String draw() {
        sandbox.fail("{path: /v3/bulk, probability: 0.5, seed: 7, status: 500}");
        StringBuilder drawn = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            drawn.append(api.get("/bulk").statusCode()).append(' ');
        }
        return drawn.toString();
    }
}
