/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.FailingRepository;
import io.github.cameldiffbot.FailingRepository.Call;
import io.github.cameldiffbot.FaultCase;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.impl.cluster.ClusteredRoutePolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The database of the repository of handled events is away when a route starts: no network is used at the start, polls
 * fail, health is down, and it recovers by itself.
 */
@DisplayName("A consumer whose repository is unavailable starts, is down and recovers by itself")
@FaultCase("R4")
class RepositoryAwayTest extends EventTestSupport {

    private static final String URI = "diffbot:bulk?delay=20&initialDelay=0&startFrom=earliest&idempotentRepository=#handled";

    private final FailingRepository handled = new FailingRepository(Call.START);
    private final List<String> jobs = new CopyOnWriteArrayList<>();

    @BeforeEach
    void repository() {
        context.getRegistry().bind("handled", handled);
        diffbot.ended("report", 1);
    }

    @Test
    @DisplayName("A node that takes over while the database is away delivers when it is back")
    void takeOver() throws Exception {
        LeaderSwitch cluster = new LeaderSwitch();
        context.addService(cluster);
        cluster.lead(false);
        route(ClusteredRoutePolicy.forNamespace("ns"));

        cluster.lead(true);

        recovers();
    }

    @Test
    @DisplayName("A route that starts while the database is away delivers when it is back")
    void start() throws Exception {
        route(null);

        recovers();
    }

    private void route(ClusteredRoutePolicy policy) throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                var route = from(URI).routeId("events");
                if (policy != null) {
                    route.routePolicy(policy);
                }
                route.process(exchange -> jobs.add(exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME, String.class)));
            }
        });
    }

    private void recovers() {
        HealthCheck health = ((HealthCheckAware) context.getRoute("events").getConsumer()).getHealthCheck();
        await().untilAsserted(() -> assertThat(health.call().getMessage()).hasValueSatisfying(
                message -> assertThat(message).contains("The idempotentRepository, a ", "no connection")));
        assertThat(health.call().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(jobs).isEmpty();

        handled.recover();
        await().untilAsserted(() -> assertThat(jobs).containsExactly("report"));
        await().until(() -> health.call().getState() == HealthCheck.State.UP);
    }
}
