/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.FaultCase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.cluster.ClusteredRoutePolicy;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A node that gains, loses and regains leadership in one process. Changes in between belong to the node that led then:
 * with a shared repository, it contains the handled events; without one, the consumer starts according to {@code
 * startFrom}. The component {@code master} starts its consumer a second after the node becomes the leader.
 */
@DisplayName("A node that loses and regains leadership delivers the changes in between once")
@FaultCase("R4")
@Tag("slow")
class LeadershipChangeTest extends EventTestSupport {

    private static final String OPTIONS = "?delay=20&initialDelay=50";

    @TempDir
    Path folder;

    private final LeaderSwitch cluster = new LeaderSwitch();
    private final List<String> jobs = new CopyOnWriteArrayList<>();

    @BeforeEach
    void joinTheCluster() throws Exception {
        context.addService(cluster);
        context.getRegistry().bind("handled",
                FileIdempotentRepository.fileIdempotentRepository(folder.resolve("handled").toFile()));
        cluster.lead(true);
        diffbot.put("before", 7, 1);
    }

    @Test
    @DisplayName("master: with a repository nothing of the time without leadership is lost or delivered again")
    void masterWithARepository() throws Exception {
        route("master:ns:diffbot:bulk" + OPTIONS + "&idempotentRepository=#handled", false);
        diffbot.ended("before", 1);
        awaitJobs("before");

        cluster.lead(false);
        diffbot.ended("between", 1);
        cluster.lead(true);

        awaitJobs("before", "between");
    }

    @Test
    @DisplayName("master: the gauges of the consumer name the route, and exist while the node is the leader")
    void masterGauges() throws Exception {
        MeterRegistry registry = new SimpleMeterRegistry();
        context.getRegistry().bind("metricsRegistry", registry);
        route("master:ns:diffbot:bulk" + OPTIONS, false);
        awaitPolls();
        assertThat(registry.get("camel.diffbot.poll.age").tag("route", "events").gauge().value()).isLessThan(60);

        cluster.lead(false);

        await().until(() -> registry.find("camel.diffbot.poll.age").gauge() == null);
    }

    @Test
    @DisplayName("master: without one, the consumer starts according to startFrom")
    void masterWithoutARepository() throws Exception {
        route("master:ns:diffbot:bulk" + OPTIONS, false);
        awaitPolls();
        cluster.lead(false);
        diffbot.ended("before", 1);
        cluster.lead(true);
        awaitPolls();
        diffbot.ended("after", 1);

        awaitJobs("after");
    }

    @Test
    @DisplayName("master: a route that is stopped and started with a repository loses nothing")
    void masterThatIsStopped() throws Exception {
        route("master:ns:diffbot:bulk" + OPTIONS + "&events=resumed&idempotentRepository=#handled", false);
        diffbot.put("before", 6, 1);
        awaitPolls();
        context.getRouteController().stopRoute("events");
        diffbot.put("before", 7, 1);
        context.getRouteController().startRoute("events");

        awaitJobs("before");
    }

    @Test
    @DisplayName("Clustered route: events that another node handled are not delivered when this one leads again")
    void clusteredRouteWithoutARepository() throws Exception {
        route("diffbot:bulk" + OPTIONS, true);
        awaitPolls();
        stopClusteredRoute();
        diffbot.ended("before", 1);
        cluster.lead(true);
        awaitPolls();
        diffbot.ended("after", 1);

        awaitJobs("after");
    }

    @Test
    @DisplayName("Clustered route: with a repository nothing of the time without leadership is lost")
    void clusteredRouteWithARepository() throws Exception {
        route("diffbot:bulk" + OPTIONS + "&idempotentRepository=#handled", true);
        awaitPolls();
        stopClusteredRoute();
        diffbot.ended("before", 1);
        cluster.lead(true);

        awaitJobs("before");
    }

    private void route(String uri, boolean clustered) throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                var route = from(uri).routeId("events");
                if (clustered) {
                    route.routePolicy(ClusteredRoutePolicy.forNamespace("ns"));
                }
                route.process(exchange -> jobs.add(exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME, String.class)));
            }
        });
    }

    /** Removes the leadership, and waits for a poll that is in progress: it may still see the next change. */
    private void stopClusteredRoute() {
        ScheduledPollConsumer consumer = (ScheduledPollConsumer) context.getRoute("events").getConsumer();
        cluster.lead(false);
        await().until(() -> !consumer.isPolling());
    }

    /** Checks that later polls deliver nothing. */
    private void awaitJobs(String... names) {
        await().untilAsserted(() -> assertThat(jobs).contains(names));
        awaitPolls();
        assertThat(jobs).containsExactly(names);
    }

    private void awaitPolls() {
        int before = diffbot.calls();
        await().until(() -> diffbot.calls() > before + 2);
    }
}
