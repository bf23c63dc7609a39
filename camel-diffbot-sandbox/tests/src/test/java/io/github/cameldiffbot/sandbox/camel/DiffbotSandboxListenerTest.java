/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.camel;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;

import org.apache.camel.main.Main;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Camel Main starts a sandbox")
class DiffbotSandboxListenerTest {

    @Test
    @DisplayName("One property starts a sandbox")
    void property() throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.main.mainListenerClasses", DiffbotSandboxListener.class.getName());
        main.start();
        Socket open = null;
        try {
            String baseUrl = main.getCamelContext().resolvePropertyPlaceholders("{{diffbot.sandbox.baseUrl}}");
            String token = main.getCamelContext().resolvePropertyPlaceholders("{{diffbot.sandbox.token}}");
            assertThat(main.getCamelContext().resolvePropertyPlaceholders("{{diffbot.sandbox.site}}/about"))
                    .matches("http://127\\.[0-9.:]+/about");
            try (var response = URI.create(baseUrl + "/bulk?token=" + token).toURL().openStream()) {
                assertThat(response.readAllBytes()).asString().isEqualTo("{\"jobs\":[]}");
            }
            open = new Socket("127.0.0.1", URI.create(baseUrl).getPort());
        } finally {
            main.stop();
        }
        assertClosedByServer(open);
    }

    // another process may listen on the port meanwhile, so a new connection would show nothing
    private static void assertClosedByServer(Socket socket) throws IOException {
        try (socket) {
            socket.setSoTimeout(10_000);
            assertThat(socket.getInputStream().read()).isNegative();
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    @Test
    @DisplayName("A listener that was added in code starts a sandbox")
    void addedListener() throws Exception {
        Main main = new Main();
        DiffbotSandboxListener listener = new DiffbotSandboxListener();
        main.addMainListener(listener);
        main.start();
        try {
            assertThat(main.getCamelContext().resolvePropertyPlaceholders("{{diffbot.sandbox.baseUrl}}"))
                    .isEqualTo(listener.sandbox().baseUrl());
        } finally {
            main.stop();
        }
        assertThat(listener.sandbox()).isNull();
    }
}
