/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;

import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class WebhookTest {

    @TempDir
    private Path folder;

    @Test
    @Timeout(60)
    void theCallDeliversTheEndOnce() throws Exception {
        Path handled = folder.resolve("handled.txt");
        Main main = new Main();
        main.addOverrideProperty("example.port", String.valueOf(freePort()));
        main.addOverrideProperty("example.handled", handled.toString());
        main.init();
        NotifyBuilder delivered = new NotifyBuilder(main.getCamelContext()).fromRoute("webhook").whenCompleted(1).create();
        main.run();

        assertThat(delivered.matches()).isTrue();
        assertThat(handled).content().startsWith("bulk/hooked-").containsOnlyOnce("/ended/");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
