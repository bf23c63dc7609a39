/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import io.micrometer.core.instrument.Gauge;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("The gauges of consumers name the route and exist while it runs")
class RouteMetersTest extends MetersTestSupport {

    private static final String AGE = "poll.age";
    private static final String LIMIT = "poll.age.limit";

    @BeforeEach
    void job() {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(7).response()));
    }

    @Test
    @DisplayName("Each route has its gauges while it runs, and the next start adds them again")
    void lifeCycle() throws Exception {
        consume("one", "delay=30");
        consume("two", "delay=30");
        await().untilAsserted(() -> assertThat(gauge("jobs.tracked", "one").value()).isEqualTo(1));

        context.getRouteController().stopRoute("one");
        for (String name : new String[] { AGE, LIMIT, "jobs.tracked", "events.waiting", "ends.age" }) {
            assertThat(gauge(name, "one")).as(name).isNull();
            assertThat(gauge(name, "two")).as(name).isNotNull();
        }
        context.getRouteController().startRoute("one");

        assertThat(gauge(AGE, "one")).isNotNull();
    }

    @Test
    @DisplayName("The limit follows from the delay of the route and requestTimeout")
    void limit() throws Exception {
        component().setRequestTimeout(5_000);
        consume("often", "delay=1s");
        consume("rarely", "delay=10m");

        // 6 delays: 3, and 3 of the backoff after failures
        assertThat(gauge(LIMIT, "often").value()).isEqualTo(6 + 5);
        assertThat(gauge(LIMIT, "rarely").value()).isEqualTo(6 * 600 + 5);
    }

    @Test
    @DisplayName("A consumer whose next poll is unknown has no limit, so that no age exceeds it")
    void noLimit() throws Exception {
        consume("twice", "delay=30&repeatCount=2");

        assertThat(gauge(LIMIT, "twice").value()).isNaN();
        assertThat(gauge(AGE, "twice")).isNotNull();
    }

    @Test
    @DisplayName("A suspended route has the age 0, however long it is suspended")
    void suspended() throws Exception {
        consume("paused", "delay=30");
        context.getRouteController().suspendRoute("paused");
        DiffbotConsumer consumer = (DiffbotConsumer) context.getRoute("paused").getConsumer();
        await().until(() -> consumer.state().pollTimes().timeSinceLastPoll().toMillis() > 100);

        assertThat(gauge(AGE, "paused").value()).isZero();
    }

    @Test
    @DisplayName("The stop of one component leaves the gauges of a route from another one")
    void otherComponent() throws Exception {
        DiffbotComponent second = new DiffbotComponent();
        second.getConfiguration().setToken(TOKEN);
        second.getConfiguration().setBaseUrl(DIFFBOT.baseUrl() + "/v3");
        context.addComponent("diffbot2", second);
        call("diffbot2:bulk/shop?operation=status", "");
        consume("one", "delay=30");

        second.stop();
        assertThat(gauge(AGE, "one")).isNotNull();

        component().stop();
        assertThat(gauge(AGE, "one")).isNull();
    }

    @Test
    @DisplayName("Consumers of pollEnrich share the gauges of the route none")
    void pollEnrich() throws Exception {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").pollEnrich("diffbot:bulk/shop?startFrom=earliest&delay=30", 30_000);
            }
        });
        job(call("direct:in", "x"));

        assertThat(gauge("jobs.tracked", "none").value()).isEqualTo(1);
    }

    private void consume(String route, String options) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:bulk/shop?initialDelay=0&" + options).routeId(route).to("mock:events");
            }
        });
    }

    private Gauge gauge(String name, String route) {
        return registry.find("camel.diffbot." + name).tag("route", route).gauge();
    }
}
