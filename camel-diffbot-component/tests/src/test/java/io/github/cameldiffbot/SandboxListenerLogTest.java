/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import io.github.cameldiffbot.sandbox.camel.DiffbotSandboxListener;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The listener logs the addresses of the sandbox")
class SandboxListenerLogTest {

    @Test
    @DisplayName("The listener logs where the sandbox, its page and its demo site are")
    void addresses() {
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.addOverrideProperty("camel.main.mainListenerClasses", DiffbotSandboxListener.class.getName());
        try (LoggedLines log = new LoggedLines()) {
            main.start();

            String api = main.getCamelContext().resolvePropertyPlaceholders("{{diffbot.sandbox.baseUrl}}");
            String site = main.getCamelContext().resolvePropertyPlaceholders("{{diffbot.sandbox.site}}");
            assertThat(log.lines()).contains(
                    "INFO DiffbotSandboxListener The Diffbot sandbox runs at " + api + " (its page: "
                                             + api.replace("/v3", "/") + "), its demo site at " + site);
        } finally {
            main.stop();
        }
    }
}
