/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.TestContext;
import io.github.cameldiffbot.error.DiffbotWaitStoppedException;
import io.github.cameldiffbot.internal.event.EventRepository;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.cluster.ClusteredRoutePolicy;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes run a route on the leader only, behind {@code master:} or with a policy, and the lead changes while
 * {@code run} waits for a job. A change of the lead ends no wait. The component {@code master} stops the steps of its
 * route with its consumer, so that Camel rejects an exchange whose job ends while the node does not lead. The other
 * node receives the same event or message again, and attaches to the job. The consumer of {@code master} starts a
 * second after its node leads.
 */
@DisplayName("A change of the leader ends no wait, and the job is paid once")
@FaultCase("L6")
@Timeout(120)
@Tag("slow")
@ExtendWith(QuickAwait.class)
class LeadershipWaitTest {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    private static final int RECORDS = 300;
    private static final String SOURCES
            = "diffbot:bulk/source*?delay=20&initialDelay=0&idempotentRepository=#handled";
    private static final String RUN = "diffbot:bulk?operation=run&onExisting=attach";

    @TempDir
    Path folder;

    private final List<String> handled = new CopyOnWriteArrayList<>();
    private IdempotentRepository repository;
    private Node first;
    private Node second;

    /** A Camel context that leads when the test says so. */
    private final class Node {

        final String name;
        final DefaultCamelContext context = new TestContext();
        final LeaderSwitch cluster = new LeaderSwitch();
        final List<Throwable> failures = new CopyOnWriteArrayList<>();

        Node(String name) throws Exception {
            this.name = name;
            context.addService(cluster);
            context.getShutdownStrategy().setTimeout(5);
            context.getRegistry().bind("handled", repository);
            DiffbotComponent component = component();
            component.getConfiguration().setToken(DIFFBOT.token());
            component.getConfiguration().setBaseUrl(DIFFBOT.baseUrl());
            component.setMaxRequestsPerSecond(0);
            component.setMaxRetries(0);
            TestComponents.pollEvery(component, 20);
        }

        private DiffbotComponent component() {
            return context.getComponent("diffbot", DiffbotComponent.class);
        }

        void awaitWaits(int count) {
            await().until(() -> component().getPendingWaits() == count);
        }

        void begin(Exchange exchange) {
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onFailure(Exchange ended) {
                    failures.add(ended.getException());
                }
            });
        }

        void handled(Exchange exchange) {
            handled.add(name + " " + exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME));
        }
    }

    @BeforeEach
    void twoNodes() throws Exception {
        repository = FileIdempotentRepository.fileIdempotentRepository(
                folder.resolve("handled").toFile());
        sandbox().hold();
        first = new Node("first");
        second = new Node("second");
        first.cluster.lead(true);
    }

    @AfterEach
    void close() throws IOException {
        first.context.close();
        second.context.close();
    }

    private static DiffbotSandbox sandbox() {
        return DIFFBOT.sandbox();
    }

    private static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(10));
    }

    private static long submissions() {
        return sandbox().requests(request -> request.param("urls") != null).size();
    }

    private void start(String from) throws Exception {
        start("master:ns:" + from, false);
    }

    private void start(String from, boolean policy) throws Exception {
        for (Node node : List.of(first, second)) {
            node.context.start();
            node.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() throws Exception {
                    RouteDefinition route = from(from).routeId("r");
                    if (policy) {
                        route.routePolicy(ClusteredRoutePolicy.forNamespace("ns"));
                    }
                    route.process(node::begin)
                            .setHeader(DiffbotConstants.JOB_NAME, simple("next-${header.CamelDiffbotJobName}"))
                            .setBody(constant(sandbox().demoPages().get(0).toString())).to(RUN).process(node::handled);
                }
            });
        }
    }

    private void startConsumers() throws Exception {
        finished("source1");
        start(SOURCES);
        first.awaitWaits(1);
    }

    private static void finished(String name) {
        sandbox().finished(name, List.of("{\"type\":\"article\",\"title\":\"" + name + "\"}").iterator());
    }

    private void leadIsTaken() {
        first.cluster.lead(false);
        second.cluster.lead(true);
    }

    /** The exchange that waited on the old leader has ended, and nothing of it is left. */
    private void assertRejectedOnFirst() {
        await().until(() -> first.failures.size() == 1);
        assertThat(first.failures).singleElement().isInstanceOf(RejectedExecutionException.class);
        first.awaitWaits(0);
        assertThat(EventRepository.claimedEvents(first.context)).isZero();
        assertThat(first.context.getInflightRepository().size()).isZero();
    }

    @Test
    @DisplayName("The new leader handles the event with the same job, which is paid once, and later events, too")
    void anotherNodeTakesOver() throws Exception {
        startConsumers();

        leadIsTaken();
        second.awaitWaits(1);
        first.awaitWaits(1);
        sandbox().release();

        await().untilAsserted(() -> assertThat(handled).containsExactly("second next-source1"));
        assertThat(submissions()).isEqualTo(1);
        assertRejectedOnFirst();
        finished("source2");
        await().untilAsserted(() -> assertThat(handled).containsExactly("second next-source1", "second next-source2"));
        assertThat(submissions()).isEqualTo(2);
        second.awaitWaits(0);
        assertThat(second.failures).isEmpty();
    }

    @Test
    @DisplayName("A node that wins the lead back continues, and does not deliver the waiting event again")
    void theSameNodeWins() throws Exception {
        startConsumers();

        first.cluster.lead(false);
        first.cluster.lead(true);
        finished("source2");
        first.awaitWaits(2);
        sandbox().release();

        await().untilAsserted(
                () -> assertThat(handled).containsExactlyInAnyOrder("first next-source1", "first next-source2"));
        assertThat(submissions()).isEqualTo(2);
        first.awaitWaits(0);
        assertThat(first.failures).isEmpty();
    }

    @Test
    @DisplayName("A leader that stops ends its wait with an error, and the next leader continues with the job")
    void theLeaderStops() throws Exception {
        startConsumers();

        first.context.stop();
        assertThat(first.failures).singleElement().isInstanceOf(DiffbotWaitStoppedException.class);
        second.cluster.lead(true);
        second.awaitWaits(1);
        sandbox().release();

        await().untilAsserted(() -> assertThat(handled).containsExactly("second next-source1"));
        assertThat(submissions()).isEqualTo(1);
    }

    @Test
    @DisplayName("A route policy ends the wait of the old leader at once, and the new leader continues with the job")
    void policy() throws Exception {
        finished("source1");
        start(SOURCES, true);
        first.awaitWaits(1);

        first.cluster.lead(false);
        await().until(() -> first.failures.size() == 1);
        assertThat(first.failures).singleElement().isInstanceOf(DiffbotWaitStoppedException.class);
        second.cluster.lead(true);
        second.awaitWaits(1);
        sandbox().release();

        await().untilAsserted(() -> assertThat(handled).containsExactly("second next-source1"));
        assertThat(submissions()).isEqualTo(1);
        first.awaitWaits(0);
    }

    @ParameterizedTest
    @ValueSource(strings = { "seda:in", "timer:nightly?repeatCount=1&delay=0" })
    @DisplayName("A message of another consumer is rejected on the old leader, and attaches to the job on the new one")
    void otherConsumers(String from) throws Exception {
        start(from);
        CompletableFuture<Object> sent = first.context.createProducerTemplate().asyncSendBody("seda:in", "message");
        first.awaitWaits(1);
        sent.join();

        leadIsTaken();
        second.context.createProducerTemplate().sendBody("seda:in", "message");
        second.awaitWaits(1);
        first.awaitWaits(1);
        sandbox().release();

        await().untilAsserted(() -> assertThat(handled).containsExactly("second next-"));
        assertThat(submissions()).isEqualTo(1);
        assertRejectedOnFirst();
    }

    @Test
    @DisplayName("A job whose download the loss of the lead interrupts is read again, and deleted only after that")
    void interruptedDownload() throws Exception {
        sandbox().generate("source1", RECORDS, 1_000);
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        List<Object> records = new CopyOnWriteArrayList<>();
        first.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("master:ns:diffbot:bulk/source*?delay=20&initialDelay=0&fetch=data&deleteAfterCompletion=true"
                     + "&idempotentRepository=#handled").routeId("r").process(first::begin).split(body()).streaming()
                        .process(exchange -> {
                            reading.countDown();
                            gate.await();
                            records.add(exchange.getMessage().getBody());
                        });
            }
        });
        first.context.start();
        reading.await();

        first.cluster.lead(false);
        gate.countDown();

        assertRejectedOnFirst();
        assertThat(deletions()).isZero();
        records.clear();
        first.cluster.lead(true);
        await().until(() -> deletions() == 1);
        assertThat(records).hasSize(RECORDS);
    }

    private static int deletions() {
        return sandbox().requests(request -> request.param("delete") != null).size();
    }
}
