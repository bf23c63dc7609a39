/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Tokens separate jobs")
class TokensTest {

    @Test
    @DisplayName("Each token has its own jobs")
    void separateJobs() {
        try (DiffbotSandbox sandbox = DiffbotSandbox.builder().tokens("second").start()) {
            Api api = new Api(sandbox);
            sandbox.generate("mine", 1, 500);
            assertThat(api.json("/bulk").path("jobs")).hasSize(1);
            assertThat(api.json("/bulk", "token", "second").path("jobs")).isEmpty();
            assertThat(api.get("/bulk", "token", "third").statusCode()).isEqualTo(401);
        }
    }

    @Test
    @DisplayName("Any token can be accepted")
    void anyToken() {
        try (DiffbotSandbox sandbox = DiffbotSandbox.builder().anyToken(true).token("chosen").start()) {
            Api api = new Api(sandbox);
            assertThat(sandbox.token()).isEqualTo("chosen");
            assertThat(api.get("/bulk", "token", "whatever").statusCode()).isEqualTo(200);
            assertThat(api.get("/bulk", "token", "badToken").statusCode()).isEqualTo(401);
            assertThat(api.get("/bulk", "token", "x".repeat(33)).statusCode()).isEqualTo(401);
        }
    }
}
