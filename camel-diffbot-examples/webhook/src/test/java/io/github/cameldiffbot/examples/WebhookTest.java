/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The example receives the end of a job by a webhook")
class WebhookTest {

    @TempDir
    private Path folder;
    /** Keeps its port from other processes until the server is started. */
    @AutoClose
    private SocketChannel reserved;

    @BeforeEach
    void reservePort() throws IOException {
        reserved = SocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @Test
    @Timeout(180)
    @DisplayName("The call of the webhook delivers the end once")
    void theCallDeliversTheEndOnce() throws Exception {
        Path handled = folder.resolve("handled.txt");
        Main main = new Main();
        main.addOverrideProperty("example.port", String.valueOf(reserved.socket().getLocalPort()));
        main.addOverrideProperty("example.handled", handled.toString());
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport configured) {
                try {
                    reserved.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        main.init();
        NotifyBuilder delivered = new NotifyBuilder(main.getCamelContext()).fromRoute("webhook").whenCompleted(1).create();
        main.run();

        assertThat(delivered.matches()).isTrue();
        assertThat(handled).content().startsWith("bulk/hooked-").containsOnlyOnce("/ended/");
    }
}
