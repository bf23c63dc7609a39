/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Faults apply when and as often as planned")
class FaultTest extends SandboxTest {

    @Test
    @DisplayName("A fault applies as often as planned")
    void times() {
        sandbox.fail(
                Fault.on("/v3/bulk").after(1).times(2).status(429).header("Retry-After", "3").body("{\"error\":\"slow\"}"));
        assertThat(api.get("/bulk").statusCode()).isEqualTo(200);
        var response = api.get("/bulk");
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.body()).isEqualTo("{\"error\":\"slow\"}");
        assertThat(response.headers().firstValue("Retry-After")).hasValue("3");
        assertThat(api.get("/crawl").statusCode()).isEqualTo(200);
        assertThat(api.get("/bulk/data", "name", "x").statusCode()).isEqualTo(429);
        assertThat(api.get("/bulk").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("Conditions restrict a fault")
    void conditions() {
        sandbox.fail(Fault.on("/v3/").when(request -> "bad-one".equals(request.param("name"))).body("<html>"));
        assertThat(api.get("/bulk").statusCode()).isEqualTo(200);
        assertThat(api.get("/bulk", "name", "bad-one").body()).isEqualTo("<html>");
    }

    @Test
    @DisplayName("A fault can delay a response")
    void delay() {
        sandbox.fail(Fault.on("/v3/bulk").delay(Duration.ofMillis(150)));
        long begun = System.nanoTime();
        assertThat(api.get("/bulk").body()).isEqualTo("{\"jobs\":[]}");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    @DisplayName("A reset removes faults, jobs and requests")
    void reset() {
        sandbox.fail(Fault.on("/v3/bulk").status(500));
        api.get("/crawl");
        sandbox.generate("x", 1, 500);
        sandbox.reset();
        assertThat(sandbox.requests()).isEmpty();
        assertThat(api.get("/bulk").body()).isEqualTo("{\"jobs\":[]}");
    }

    @Test
    @DisplayName("A fault with a status of the API has the body of the API")
    void bodies() {
        try (DiffbotSandbox faulty = DiffbotSandbox.start()) {
            faulty.fail(Fault.on("/v3/crawl").status(429).times(1));
            faulty.fail(Fault.on("/v3/crawl").status(401).times(1));
            faulty.fail(Fault.on("/v3/crawl").status(503).times(1));
            Api faultyApi = new Api(faulty);
            assertThat(faultyApi.get("/crawl").body()).contains("\"errorCode\":429", "too many requests");
            assertThat(faultyApi.get("/crawl").body()).contains("\"errorCode\":401", "Not authorized");
            assertThat(faultyApi.get("/crawl").body()).isEmpty();
        }
    }
}
