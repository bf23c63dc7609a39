/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.concurrent.CountDownLatch;

import io.github.cameldiffbot.internal.client.RawServer;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The service never responds, and the timeout of requests is longer than that of this test.
 */
@DisplayName("A stopping route aborts a poll that has no response")
@Timeout(120)
@ExtendWith(QuickAwait.class)
class ConsumerPollInterruptTest extends CamelTestSupport {

    private final CountDownLatch polled = new CountDownLatch(1);
    private RawServer server;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        server = new RawServer((request, socket) -> {
            polled.countDown();
            return true;
        });
        CamelContext camelContext = super.createCamelContext();
        DiffbotComponent component = new DiffbotComponent();
        component.getConfiguration().setToken(DiffbotTestSupport.TOKEN);
        component.getConfiguration().setBaseUrl("http://localhost:" + server.port());
        component.setRequestTimeout(600_000);
        camelContext.addComponent("diffbot", component);
        return camelContext;
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "stop", "suspend" })
    @DisplayName("A route that stops or is suspended aborts a poll that waits for its response, which is no failure")
    void hangingPoll(String end) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:bulk/shop?initialDelay=0").routeId("events").to("mock:events");
            }
        });
        polled.await();
        DiffbotConsumer consumer = (DiffbotConsumer) context.getRoute("events").getConsumer();

        if (end.equals("stop")) {
            context.getRouteController().stopRoute("events");
        } else {
            context.getRouteController().suspendRoute("events");
        }

        assertThat(context.getRouteController().getRouteStatus("events"))
                .isEqualTo(end.equals("stop") ? ServiceStatus.Stopped : ServiceStatus.Suspended);
        // Camel does not wait for the end of the interrupted poll
        await().until(() -> consumer.state().pollTimes().lastPollEnd() != null);
        assertThat(consumer.state().pollTimes().failure()).isNull();
        assertThat(server.requests()).hasSize(1);
        assertThat(context.getShutdownStrategy().isTimeoutOccurred()).isFalse();
    }
}
