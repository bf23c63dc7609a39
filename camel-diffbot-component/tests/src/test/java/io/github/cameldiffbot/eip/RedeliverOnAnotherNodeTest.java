/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.TestContext;
import io.github.cameldiffbot.error.DiffbotException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An end can be delivered again by a node that has not handled it")
class RedeliverOnAnotherNodeTest extends EventTestSupport {

    private final MemoryIdempotentRepository handledEvents = new MemoryIdempotentRepository();
    private final List<CamelContext> nodes = new ArrayList<>();
    private final List<String> first = new CopyOnWriteArrayList<>();
    private final List<String> second = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(node -> {
            endPolls(node);
            node.stop();
        });
    }

    @Test
    @DisplayName("The second node of a repository delivers the end with its id again, once, and the first one does not")
    void byEventId() throws Exception {
        node(first);
        diffbot.ended("shop", 1);
        await().until(() -> first.size() == 1 && handledEvents.contains(first.get(0)));
        String id = first.get(0);
        CamelContext other = node(second);
        awaitPolls();
        assertThat(second).isEmpty();

        assertThat(redeliver(other, id).getException()).isNull();

        await().until(() -> second.size() == 1 && handledEvents.contains(id));
        awaitPolls();
        assertThat(second).containsExactly(id);
        assertThat(first).containsExactly(id);
    }

    @Test
    @DisplayName("A context without a consumer gets an error, although another one of the process has polled the end")
    void withoutConsumer() throws Exception {
        node(first);
        diffbot.ended("shop", 1);
        await().until(() -> first.size() == 1 && handledEvents.contains(first.get(0)));

        assertThat(redeliver(context, first.get(0)).getException()).isExactlyInstanceOf(DiffbotException.class)
                .hasMessageContaining("no running consumer of this context");

        awaitPolls();
        assertThat(first).hasSize(1);
    }

    private void awaitPolls() {
        int before = diffbot.calls();
        await().until(() -> diffbot.calls() > before + 6);
    }

    private static Exchange redeliver(CamelContext node, String id) {
        return node.createFluentProducerTemplate().to("diffbot:job?operation=redeliver")
                .withHeader(DiffbotConstants.EVENT_ID, id).send();
    }

    private CamelContext node(List<String> delivered) throws Exception {
        CamelContext node = new TestContext();
        nodes.add(node);
        node.addComponent("diffbot", TestComponents.of(diffbot.baseUrl()));
        node.getRegistry().bind("handled", handledEvents);
        node.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:bulk?idempotentRepository=#handled" + FAST).process(
                        exchange -> delivered.add(exchange.getMessage().getHeader(DiffbotConstants.EVENT_ID, String.class)));
            }
        });
        node.start();
        return node;
    }
}
