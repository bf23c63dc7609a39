/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.LoggedLines;
import io.github.cameldiffbot.TestComponents;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/** Nodes without a leader that share a claimRepository, and whose routes wait for the test. */
abstract class ClaimedEventsTestSupport extends EventTestSupport {

    /** A claim expires after two to four times this time, and is extended every quarter of it. */
    Duration grace = Duration.ofMinutes(2);
    final List<DefaultCamelContext> nodes = new ArrayList<>();
    /** The events that routes began, with the node. */
    final List<String> begun = new CopyOnWriteArrayList<>();
    final List<String> ended = new CopyOnWriteArrayList<>();
    final Semaphore go = new Semaphore(0);
    final AtomicInteger failures = new AtomicInteger();
    final AtomicInteger inRoute = new AtomicInteger();
    final AtomicInteger mostInRoute = new AtomicInteger();
    final SharedTable handled = new SharedTable();
    final SharedTable claims = new SharedTable();
    @AutoClose
    final LoggedLines log = new LoggedLines("io.github.cameldiffbot.internal.claim");

    /** A table that nodes share, so that none stops it. */
    static class SharedTable extends MemoryIdempotentRepository {

        @Override
        protected void doStop() {
            // the other node needs it
        }
    }

    /** The connection of one node to the claims. */
    final class Connection extends MemoryIdempotentRepository {

        final AtomicBoolean away = new AtomicBoolean();

        @Override
        public boolean add(String key) {
            check();
            return claims.add(key);
        }

        @Override
        public boolean contains(String key) {
            check();
            return claims.contains(key);
        }

        @Override
        public boolean remove(String key) {
            check();
            return claims.remove(key);
        }

        private void check() {
            if (away.get()) {
                throw new IllegalStateException("the database is away");
            }
        }
    }

    @BeforeEach
    void startTables() {
        handled.start();
        claims.start();
    }

    @AfterEach
    void stop() {
        go.release(1_000);
        nodes.forEach(node -> {
            endPolls(node);
            node.stop();
        });
    }

    /** Waits for some polls of each node. */
    void poll() {
        int before = diffbot.calls();
        await().until(() -> diffbot.calls() > before + 10);
    }

    List<String> warnings() {
        return log.lines().stream().filter(line -> line.startsWith("WARN")).toList();
    }

    static List<String> events(List<String> lines) {
        return lines.stream().map(line -> line.substring(2)).toList();
    }

    DefaultCamelContext node(String name, Connection connection) throws Exception {
        DefaultCamelContext node = new DefaultCamelContext();
        node.getCamelContextExtension().setName(name);
        nodes.add(node);
        DiffbotComponent component = TestComponents.of(diffbot.baseUrl());
        TestComponents.setGrace(component, grace);
        node.addComponent("diffbot", component);
        node.getRegistry().bind("handled", handled);
        node.getRegistry().bind("claims", connection);
        return node;
    }

    DefaultCamelContext start(DefaultCamelContext node, String from, UnaryOperator<RouteDefinition> steps)
            throws Exception {
        node.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                steps.apply(from(from).routeId("events"));
            }
        });
        node.start();
        return node;
    }

    RouteDefinition steps(RouteDefinition route) {
        return route.process(this::work);
    }

    void work(Exchange exchange) throws Exception {
        String line = exchange.getContext().getName() + " " + exchange.getMessage().getHeader(DiffbotConstants.EVENT_ID);
        mostInRoute.accumulateAndGet(inRoute.incrementAndGet(), Math::max);
        begun.add(line);
        try {
            assertThat(go.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("the route fails");
            }
            ended.add(line);
        } finally {
            inRoute.decrementAndGet();
        }
    }
}
