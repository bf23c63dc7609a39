/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The extension starts a sandbox for tests")
class ExtensionTest {

    @RegisterExtension
    final DiffbotSandboxExtension diffbot = new DiffbotSandboxExtension();

    @Test
    @DisplayName("A test can have the running sandbox as a parameter")
    void parameter(DiffbotSandbox sandbox) {
        assertThat(diffbot.sandbox()).isSameAs(sandbox);
        assertThat(diffbot.baseUrl()).isEqualTo("http://127.0.0.1:" + sandbox.port() + "/v3");
        assertThat(diffbot.token()).matches("[0-9a-f]{32}");
        assertThat(new Api(sandbox).get("/bulk").statusCode()).isEqualTo(200);
    }
}
