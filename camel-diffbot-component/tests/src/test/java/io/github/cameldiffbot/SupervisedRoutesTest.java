/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.SupervisingRouteController;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Routes under Camel's supervising route controller, in the profile for production.
 */
@DisplayName("Routes run under Camel's supervising route controller")
class SupervisedRoutesTest extends HealthTestSupport {

    private SupervisingRouteController controller;

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withUseAdviceWith(true);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        camelContext.getCamelContextExtension().setProfile("prod");
        controller = camelContext.getRouteController().supervising();
        controller.setInitialDelay(0);
        controller.setBackOffDelay(100);
        return camelContext;
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:bulk/shop?startFrom=earliest")).routeId("events").to("mock:events");
                from("direct:status").routeId("status").to("diffbot:bulk/shop?operation=status");
            }
        };
    }

    @Test
    @DisplayName("Both routes start, and nothing is left to restart")
    void allIsWell() throws Exception {
        onGet("/bulk?name=shop", job(9));
        MockEndpoint events = getMockEndpoint("mock:events");
        events.expectedMessageCount(1);

        context.start();

        events.assertIsSatisfied();
        await().untilAsserted(() -> assertThat(status("status")).isEqualTo(ServiceStatus.Started));
        assertThat(job(call("direct:status", null)).getStatus().getCode()).isEqualTo(9);
        assertThat(controller.getRestartingRoutes()).isEmpty();
        assertThat(controller.getExhaustedRoutes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = { 401, 503 })
    @DisplayName("While Diffbot fails the routes run, the consumer is down, and one call a poll is made")
    void diffbotFails(int code) throws Exception {
        onGet("/bulk?name=shop", json("{\"errorCode\":" + code + ",\"error\":\"Not authorized API token.\"}").withStatus(code));
        MockEndpoint events = getMockEndpoint("mock:events");

        context.start();

        await().untilAsserted(() -> assertThat(isDown()).isTrue());
        assertThat(status("events")).isEqualTo(ServiceStatus.Started);
        assertThat(controller.getRestartingRoutes()).isEmpty();
        assertThat(requests().size()).isLessThanOrEqualTo(polls());

        events.expectedMessageCount(1);
        onGet("/bulk?name=shop", job(9));
        events.assertIsSatisfied();
        await().untilAsserted(() -> assertThat(isDown()).isFalse());
    }

    /** Returns the number of polls so far and of the one that may run. */
    private int polls() {
        return (int) ((DiffbotConsumer) context.getRoute("events").getConsumer()).getCounter() + 1;
    }

    private ServiceStatus status(String route) {
        return context.getRouteController().getRouteStatus(route);
    }

    private static ResponseDefinitionBuilder job(int status) {
        return json(WireJob.bulk("shop").status(status).response());
    }
}
