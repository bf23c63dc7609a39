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

import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import org.apache.camel.Exchange;
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

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The example replies to the sender of an order")
class WhoAskedTest {

    @TempDir
    private Path folder;
    /** Keeps the port from other processes until the server is started. */
    @AutoClose
    private SocketChannel reserved;
    private int port;

    @BeforeEach
    void reservePort() throws IOException {
        reserved = SocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        port = reserved.socket().getLocalPort();
    }

    @Test
    @Timeout(180)
    @DisplayName("On the sandbox, the order is accepted and the reply received")
    void runs() throws Exception {
        Main main = main();
        main.init();
        NotifyBuilder received = new NotifyBuilder(main.getCamelContext()).fromRoute("receipt").whenCompleted(1).create();
        main.run();

        assertThat(received.matches()).isTrue();
    }

    @Test
    @DisplayName("After a restart between order and end, the reply goes to the address of the order")
    void replyAfterARestart() throws Exception {
        try (DiffbotSandbox sandbox = DiffbotSandbox.start()) {
            sandbox.hold();
            try (Running first = new Running(sandbox)) {
                assertThat(first.order("17", address("a"), sandbox.demoSite() + "notes/1")).isEqualTo(202);
                assertThat(first.order("18", address("b"), sandbox.demoSite() + "notes/2")).isEqualTo(202);
            }
            sandbox.release();

            try (Running second = new Running(sandbox)) {
                NotifyBuilder a = second.received("a", "Order 17: completed, 1 records");
                NotifyBuilder b = second.received("b", "Order 18: completed, 1 records");
                second.main.start();

                assertThat(a.matches(90, SECONDS)).isTrue();
                assertThat(b.matches(90, SECONDS)).isTrue();
            }
        }
    }

    @Test
    @DisplayName("An order with another address for the reply is refused, and nothing is submitted")
    void otherAddress() throws Exception {
        try (DiffbotSandbox sandbox = DiffbotSandbox.start(); Running running = new Running(sandbox)) {
            running.main.start();

            for (String replyTo : new String[] {
                    "file:/tmp", address("a?proxyHost=example.org"), address("a/../b"), address("") }) {
                assertThat(running.order("17", replyTo, sandbox.demoSite() + "notes/1")).as(replyTo).isEqualTo(400);
            }
            assertThat(sandbox.job("order-17")).isNull();
        }
    }

    private String address(String order) {
        return "http://127.0.0.1:" + port + "/replies/" + order;
    }

    private Main main() {
        Main main = new Main();
        main.addOverrideProperty("example.port", String.valueOf(port));
        main.addOverrideProperty("example.folder", folder.toString());
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
        return main;
    }

    /** One process of the application, on a sandbox that outlives it. */
    private final class Running implements AutoCloseable {

        private final Main main = main();

        Running(DiffbotSandbox sandbox) {
            main.addOverrideProperty("camel.main.durationMaxMessages", "0");
            main.addOverrideProperty("camel.component.diffbot.baseUrl", sandbox.baseUrl());
            main.addOverrideProperty("camel.component.diffbot.token", sandbox.token());
            main.addOverrideProperty("example.customer", "false");
            main.addOverrideProperty("example.delay", "100");
            // that of the sandbox would start another sandbox
            String profile = System.clearProperty("camel.main.profile");
            try {
                main.init();
            } finally {
                System.setProperty("camel.main.profile", profile);
            }
        }

        NotifyBuilder received(String order, String text) {
            return new NotifyBuilder(main.getCamelContext()).fromRoute("receipt")
                    .filter(exchange -> order.equals(exchange.getMessage().getHeader("order"))
                            && text.equals(exchange.getMessage().getBody(String.class)))
                    .whenCompleted(1).create();
        }

        int order(String id, String replyTo, String url) {
            main.start();
            Exchange answer = main.getCamelContext().createFluentProducerTemplate()
                    .to("http://127.0.0.1:" + port + "/orders/" + id + "?throwExceptionOnFailure=false")
                    .withHeader("replyTo", replyTo).withHeader(Exchange.HTTP_METHOD, "POST").withBody(url).send();
            return answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        }

        @Override
        public void close() {
            main.stop();
        }
    }
}
