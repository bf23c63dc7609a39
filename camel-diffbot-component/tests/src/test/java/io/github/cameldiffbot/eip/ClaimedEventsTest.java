/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.DiffbotConsumer;
import io.github.cameldiffbot.FaultCase;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("One node at a time handles an event if nodes without a leader share a claimRepository")
class ClaimedEventsTest extends ClaimedEventsTestSupport {

    private static final String CONSUMER = "diffbot:bulk?idempotentRepository=#handled&claimRepository=#claims" + FAST;

    @Test
    @FaultCase("K1")
    @DisplayName("One of two nodes that find an event at the same moment handles it, and releases its claim then")
    void one() throws Exception {
        consume("a");
        consume("b");

        diffbot.ended("shop", 1);

        await().until(() -> begun.size() == 1);
        poll();
        assertThat(begun).hasSize(1);
        assertThat(claims.getCacheSize()).isPositive();
        go.release();
        await().until(() -> ended.size() == 1 && claims.getCacheSize() == 0);
        poll();
        assertThat(begun).hasSize(1);
        assertThat(warnings()).isEmpty();
    }

    @Test
    @DisplayName("An event whose route fails is delivered again by either node, once at a time, until it succeeds")
    void failing() throws Exception {
        failures.set(5);
        go.release(1_000);
        consume("a");
        consume("b");

        diffbot.ended("shop", 1);

        await().until(() -> ended.size() == 1);
        poll();
        assertThat(begun).hasSize(6);
        assertThat(mostInRoute).hasValue(1);
    }

    @Test
    @DisplayName("Many events are shared by the nodes: each is handled once, also while a node is in a slow route")
    void many() throws Exception {
        consume("a");
        consume("b");
        for (int i = 0; i < 20; i++) {
            diffbot.ended("job-" + i, 1);
        }

        // each node stands in an event, and has not claimed the others of its poll
        await().until(() -> begun.size() == 2);
        assertThat(events(begun)).doesNotHaveDuplicates();
        go.release(1_000);

        await().until(() -> ended.size() == 20);
        poll();
        assertThat(events(begun)).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("The next event of a job is handled after the one before, also on another node that has seen both")
    void order() throws Exception {
        consume("a", "&events=status");
        consume("b", "&events=status");
        diffbot.put("shop", 7, 1);
        await().until(() -> begun.size() == 1 && nodes.stream().allMatch(ClaimedEventsTest::hasSeenJob));

        diffbot.ended("shop", 1);

        poll();
        assertThat(begun).singleElement().asString().contains("started");
        go.release(1_000);
        await().until(() -> ended.size() == 2);
        assertThat(ended.get(1)).contains("ended");
        assertThat(mostInRoute).hasValue(1);
    }

    @Test
    @DisplayName("While the claimRepository fails, no event is delivered, polls fail and health is down; then it recovers")
    void failingClaim() throws Exception {
        go.release(1_000);
        Connection connection = new Connection();
        connection.away.set(true);
        DefaultCamelContext node = consume("a", "", connection);
        diffbot.ended("shop", 1);

        HealthCheck health = ((HealthCheckAware) node.getRoute("events").getConsumer()).getHealthCheck();
        await().untilAsserted(() -> assertThat(health.call().getMessage()).hasValueSatisfying(message -> assertThat(message)
                .contains("could not be claimed", "the claimRepository, a Connection, failed (the database is away)")));
        assertThat(health.call().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(begun).isEmpty();

        connection.away.set(false);
        await().until(() -> ended.size() == 1);
        await().until(() -> health.call().getState() == HealthCheck.State.UP);
    }

    @Test
    @DisplayName("A claim is extended while its route runs")
    void slow() throws Exception {
        grace = Duration.ofSeconds(1);
        consume("a");
        diffbot.ended("shop", 1);
        await().until(() -> begun.size() == 1);
        consume("b");
        String first = claims.getCache().keySet().iterator().next();

        // its first key is removed after two extensions
        await().until(() -> !claims.contains(first));

        poll();
        assertThat(begun).hasSize(1);
        go.release();
        await().until(() -> ended.size() == 1 && claims.getCacheSize() == 0);
        assertThat(warnings()).isEmpty();
    }

    @Test
    @FaultCase("K2")
    @DisplayName("A node that cannot extend its claim continues and warns once; another node handles the event, too, after"
                 + " the claim expired")
    void cutOff() throws Exception {
        grace = Duration.ofMillis(500);
        Connection connection = new Connection();
        consume("a", "", connection);
        diffbot.ended("shop", 1);
        await().until(() -> begun.size() == 1);
        connection.away.set(true);
        consume("b");

        await().until(() -> begun.size() == 2 && !warnings().isEmpty());
        assertThat(events(begun).get(1)).isEqualTo(events(begun).get(0));
        assertThat(begun.get(1)).startsWith("b ");
        assertThat(warnings()).singleElement().asString().contains("The claim of event bulk/shop/",
                "could not be extended", "It is still handled here");
        go.release(2);
        await().until(() -> ended.size() == 2);
        connection.away.set(false);
        poll();
        assertThat(begun).hasSize(2);
    }

    @Test
    @DisplayName("An event whose claim cannot be released is handled")
    void failingRelease() throws Exception {
        Connection connection = new Connection();
        consume("a", "", connection);
        consume("b");
        diffbot.ended("shop", 1);
        await().until(() -> begun.size() == 1);
        connection.away.set(true);

        go.release();

        await().until(() -> ended.size() == 1);
        poll();
        assertThat(begun).hasSize(1);
    }

    @Test
    @DisplayName("A suspended node completes its event before another node gets it")
    void suspended() throws Exception {
        DefaultCamelContext first = consume("a");
        diffbot.ended("shop", 1);
        await().until(() -> begun.size() == 1);
        consume("b");

        ((DiffbotConsumer) first.getRoute("events").getConsumer()).suspend();
        poll();
        assertThat(begun).hasSize(1);
        go.release();

        await().until(() -> ended.size() == 1);
        poll();
        assertThat(begun).hasSize(1);
    }

    @Test
    @DisplayName("A node that stops releases the claim of an event that its route has not handled")
    void stopped() throws Exception {
        failures.set(1);
        DefaultCamelContext first = consume("a");
        diffbot.ended("shop", 1);
        await().until(() -> begun.size() == 1);
        consume("b");
        CompletableFuture<Void> stop = CompletableFuture.runAsync(first::stop);
        await().until(() -> first.getStatus().isStopping());
        go.release();

        await().until(() -> begun.size() == 2);
        assertThat(begun.get(1)).startsWith("b ");
        stop.join();
        go.release();
        await().until(() -> ended.size() == 1);
    }

    @Test
    @DisplayName("One of two nodes that cannot handle an old end handles the event expiring, once, and both retry the end")
    void expiring() throws Exception {
        go.release(1_000);
        failures.set(Integer.MAX_VALUE);
        List<String> expiring = new CopyOnWriteArrayList<>();
        diffbot.show("shop", "\"jobStatus\":{\"status\":9},\"jobCreationTimeUTC\":1770000000,"
                             + "\"jobCompletionTimeUTC\":1770000100,\"currentTimeUTC\":1770700000");
        for (String name : List.of("a", "b")) {
            start(node(name, new Connection()), CONSUMER + "&events=completion,expiring",
                    route -> route.process(exchange -> {
                        if ("expiring".equals(exchange.getMessage().getHeader(DiffbotConstants.EVENT))) {
                            expiring.add(name);
                        } else {
                            work(exchange);
                        }
                    }));
        }

        await().until(() -> expiring.size() == 1);
        poll();
        await().until(() -> begun.stream().anyMatch(line -> line.startsWith("a "))
                && begun.stream().anyMatch(line -> line.startsWith("b ")));

        assertThat(expiring).hasSize(1);
        assertThat(ended).isEmpty();
        failures.set(0);
        await().until(() -> ended.size() == 1);
    }

    @Test
    @DisplayName("Each event is a batch of its own, because other nodes may handle the rest")
    void batch() throws Exception {
        go.release(1_000);
        List<String> batches = new CopyOnWriteArrayList<>();
        diffbot.ended("shop", 1);
        diffbot.ended("books", 1);
        start(node("a", new Connection()), CONSUMER, route -> route.process(exchange -> batches.add(
                exchange.getProperty(Exchange.BATCH_INDEX) + " of " + exchange.getProperty(Exchange.BATCH_SIZE) + " "
                                                                                                    + exchange.getProperty(
                                                                                                            Exchange.BATCH_COMPLETE))));

        await().until(() -> batches.size() == 2);
        assertThat(batches).containsOnly("0 of 1 true");
    }

    @Test
    @DisplayName("A claimRepository of the component does not concern consumers without an idempotentRepository")
    void withoutIdempotentRepository() throws Exception {
        go.release(1_000);
        DefaultCamelContext node = node("a", new Connection());
        node.getComponent("diffbot", DiffbotComponent.class).getConfiguration().setClaimRepository(claims);
        List<Integer> held = new CopyOnWriteArrayList<>();
        start(node, "diffbot:bulk?" + FAST.substring(1), route -> route.process(exchange -> held.add(claims.getCacheSize())));
        diffbot.ended("shop", 1);

        await().until(() -> !held.isEmpty());
        assertThat(held).containsOnly(0);
    }

    private static boolean hasSeenJob(DefaultCamelContext node) {
        return ((DiffbotConsumer) node.getRoute("events").getConsumer()).getTrackedJobs() == 1;
    }

    private DefaultCamelContext consume(String name) throws Exception {
        return consume(name, "");
    }

    private DefaultCamelContext consume(String name, String options) throws Exception {
        return consume(name, options, new Connection());
    }

    private DefaultCamelContext consume(String name, String options, Connection connection) throws Exception {
        return start(node(name, connection), CONSUMER + options, this::steps);
    }
}
