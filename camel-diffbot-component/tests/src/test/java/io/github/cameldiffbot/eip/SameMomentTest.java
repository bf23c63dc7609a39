/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.WebhookServer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Two nodes without a leader handle the same event at the same moment")
class SameMomentTest extends EventTestSupport {

    private final List<String> ids = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<DefaultCamelContext> nodes = new ArrayList<>();
    private final CyclicBarrier inRoute = new CyclicBarrier(2);
    private final AtomicBoolean away = new AtomicBoolean();

    /** Like a table with a primary key: a key that is added twice is an error. */
    private final MemoryIdempotentRepository table = new MemoryIdempotentRepository() {
        @Override
        public boolean add(String key) {
            if (away.get()) {
                throw new IllegalStateException("the database is away");
            }
            if (!super.add(key)) {
                throw new IllegalStateException("duplicate key");
            }
            return true;
        }

        @Override
        protected void doStop() {
            // the other node needs the events
        }
    };

    @AfterEach
    void stop() {
        nodes.forEach(node -> {
            endPolls(node);
            node.stop();
        });
    }

    @Test
    @FaultCase("K1")
    @DisplayName("Both handle it, with the same id, and neither delivers it again or reports an error of the repository")
    void both() throws Exception {
        start();
        start();

        diffbot.ended("shop", 1);

        await().until(() -> ids.size() == 2);
        int before = diffbot.calls();
        await().until(() -> diffbot.calls() > before + 10);
        assertThat(ids).hasSize(2);
        assertThat(ids.get(0)).isEqualTo(ids.get(1));
        assertThat(errors).isEmpty();
    }

    @Test
    @DisplayName("An event that cannot be stored for another reason is reported and delivered again")
    void away() throws Exception {
        away.set(true);
        start();
        start();

        diffbot.ended("shop", 1);

        await().until(() -> errors.size() >= 2);
        assertThat(errors).allMatch(error -> error.contains("could not be remembered"));
        int before = ids.size();
        away.set(false);
        await().until(() -> ids.size() > before && table.contains(ids.get(0)));
        assertThat(ids).containsOnly(ids.get(0));
    }

    @Test
    @FaultCase("S13")
    @DisplayName("A webhook call that reaches two nodes at the same moment is handled by both, with the same id, and later"
                 + " repetitions by none")
    void webhook() throws Exception {
        List<WebhookServer> servers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            DefaultCamelContext node = node();
            servers.add(WebhookServer.start(node));
            start(node, "webhook:diffbot:bulk?webhookComponentName=platform-http&webhookVerifyToken=" + WebhookServer.SECRET
                        + "&idempotentRepository=#handled");
        }
        diffbot.ended("shop", 1);

        servers.forEach(server -> call(server, "shop"));

        await().until(() -> ids.size() == 2);
        assertThat(ids.get(0)).isEqualTo(ids.get(1));
        await().until(() -> table.contains(ids.get(0)));
        servers.forEach(server -> call(server, "shop"));
        diffbot.ended("next", 1);
        call(servers.get(0), "next");
        await().until(() -> ids.size() > 2);
        assertThat(ids.subList(2, ids.size())).singleElement().asString().startsWith("bulk/next/");
    }

    private static void call(WebhookServer server, String job) {
        assertThat(server.post("/diffbot/bulk/" + WebhookServer.SECRET, "{\"name\":\"" + job + "\",\"type\":\"bulk\"}")
                .statusCode()).isIn(200, 202);
    }

    private void start() throws Exception {
        start(node(), "diffbot:bulk?idempotentRepository=#handled&exceptionHandler=#errors" + FAST);
    }

    private DefaultCamelContext node() throws Exception {
        DefaultCamelContext node = new DefaultCamelContext();
        nodes.add(node);
        node.addComponent("diffbot", TestComponents.of(diffbot.baseUrl()));
        node.getRegistry().bind("handled", table);
        node.getRegistry().bind("errors", new RecordingHandler());
        return node;
    }

    private void start(DefaultCamelContext node, String from) throws Exception {
        node.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).process(SameMomentTest.this::note);
            }
        });
        node.start();
    }

    private void note(Exchange exchange) throws Exception {
        if (ids.isEmpty()) {
            inRoute.await(60, TimeUnit.SECONDS);
        }
        ids.add(exchange.getMessage().getHeader(DiffbotConstants.EVENT_ID, String.class));
    }

    private final class RecordingHandler implements ExceptionHandler {

        @Override
        public void handleException(Throwable exception) {
            errors.add(String.valueOf(exception));
        }

        @Override
        public void handleException(String message, Throwable exception) {
            errors.add(message);
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable exception) {
            errors.add(message);
        }
    }
}
