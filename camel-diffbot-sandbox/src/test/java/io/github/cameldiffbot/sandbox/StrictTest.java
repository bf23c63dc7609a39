/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StrictTest extends SandboxTest {

    @Test
    @DisplayName("An unknown parameter gives a warning header")
    void warning() {
        var response = api.get("/bulk", "nmae", "x");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("X-Diffbot-Sandbox-Warning")).hasValue("Unknown parameter: nmae");
        assertThat(api.get("/bulk").headers().firstValue("X-Diffbot-Sandbox-Warning")).isEmpty();
    }

    @Test
    @DisplayName("In strict mode an unknown parameter is an error")
    void strict() {
        try (DiffbotSandbox strict = DiffbotSandbox.builder().strict(true).start()) {
            Api other = new Api(strict);
            assertThat(other.get("/bulk/data", "name", "x", "limit", "5").body())
                    .isEqualTo("{\"errorCode\":400,\"error\":\"Unknown parameter: limit\"}");
            assertThat(other.get("/bulk").statusCode()).isEqualTo(200);
        }
    }
}
