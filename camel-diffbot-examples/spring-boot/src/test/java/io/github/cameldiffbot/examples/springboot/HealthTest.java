/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.springboot;

import io.github.cameldiffbot.sandbox.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The Actuator's health contains the checks of the consumer and of the calls to Diffbot")
class HealthTest extends RunningApplication {

    @AfterEach
    void mend() {
        sandbox.clearFaults();
    }

    @Test
    @DisplayName("The health is down while Diffbot is unavailable, and up again after it")
    void followsDiffbot() {
        awaitRecords();
        await().untilAsserted(() -> assertThat(health("UP")).doesNotContain("DOWN"));

        sandbox.fail(Fault.on("/v3").status(503));
        await().untilAsserted(() -> assertThat(health("DOWN")).containsPattern("consumer:job-events[^,]*DOWN")
                .containsPattern("producer:diffbot-1[^,]*DOWN"));
        assertThat(actuator("health")).contains("\"error.kind\":\"unavailable\"", "failing.since")
                .doesNotContain("stacktrace", "\\tat ");

        sandbox.clearFaults();
        await().untilAsserted(() -> assertThat(health("UP")).doesNotContain("DOWN"));
    }

    /** Returns the health, after a check of the state of the application. */
    private String health(String state) {
        String health = actuator("health");
        // Spring Boot 3 writes the status of the application first, Spring Boot 4 last
        assertThat(health).containsPattern("^\\{\"status\":\"%1$s\"|\"status\":\"%1$s\"}$".formatted(state))
                .doesNotContain(sandbox.token());
        return health;
    }
}
