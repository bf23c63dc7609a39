/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.springboot;

import io.github.cameldiffbot.sandbox.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Actuator's health contains the checks of the consumer and of the calls to Diffbot.
 */
class HealthTest extends RunningApplication {

    @AfterEach
    void mend() {
        sandbox.clearFaults();
    }

    @Test
    void followsDiffbot() {
        awaitRecords();
        await().untilAsserted(() -> assertHealth("UP"));

        sandbox.fail(Fault.on("/v3").status(503));
        await().untilAsserted(() -> assertHealth("DOWN"));
        assertThat(actuator("health")).contains("\"error.kind\":\"unavailable\"", "failing.since")
                .doesNotContain("stacktrace", "\\tat ");

        sandbox.clearFaults();
        await().untilAsserted(() -> assertHealth("UP"));
    }

    private void assertHealth(String state) {
        String health = actuator("health");
        // Spring Boot 3 writes the status of the application first, Spring Boot 4 last
        assertThat(health).containsPattern("^\\{\"status\":\"%1$s\"|\"status\":\"%1$s\"}$".formatted(state))
                .containsPattern("consumer:job-events[^,]*" + state)
                .containsPattern("producer:diffbot-1[^,]*" + state)
                .doesNotContain(sandbox.token());
    }
}
