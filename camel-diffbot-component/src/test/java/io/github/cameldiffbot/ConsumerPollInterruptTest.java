/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.apache.camel.CamelContext;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConsumerPollInterruptTest extends CamelTestSupport {

    private final AtomicInteger polls = new AtomicInteger();
    private HttpServer server;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::breakOffAndRespond);
        server.start();
        CamelContext camelContext = super.createCamelContext();
        DiffbotComponent component = new DiffbotComponent();
        component.getConfiguration().setToken(DiffbotTestSupport.TOKEN);
        component.getConfiguration().setBaseUrl("http://localhost:" + server.getAddress().getPort());
        camelContext.addComponent("diffbot", component);
        return camelContext;
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    /** The route stops while the response arrives, and the poll succeeds. */
    private void breakOffAndRespond(HttpExchange exchange) throws IOException {
        if (polls.incrementAndGet() == 1) {
            ((DiffbotConsumer) context.getRoute("events").getConsumer())
                    .deferShutdown(ShutdownRunningTask.CompleteAllTasks);
        }
        byte[] response = WireJob.bulk("shop").status(9).response().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, response.length);
        exchange.getResponseBody().write(response);
        exchange.close();
    }

    @Test
    void itsFirstExchangeIsNotInterrupted() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:bulk/shop?startFrom=earliest&initialDelay=0").routeId("events")
                        .process(exchange -> exchange.getMessage().setBody(Thread.currentThread().isInterrupted()))
                        .to("mock:events");
            }
        });
        MockEndpoint events = getMockEndpoint("mock:events");
        events.expectedBodiesReceived(false);

        events.assertIsSatisfied();
        assertThat(polls).hasValue(1);
    }
}
