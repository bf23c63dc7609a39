/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.SupervisingRouteController;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

@DisplayName("Under the supervising route controller, a missing or invalid token stops only the routes that need it")
class SupervisedTokenTest extends HealthTestSupport {

    private static final String SECRET = "s3cret-of-the-webhook_42";

    private SupervisingRouteController controller;

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withUseAdviceWith(true);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "with a blank", "${diffbot.token}", "{{env:DIFFBOT_TOKEN}}" })
    @DisplayName("Routes from and to Diffbot and webhooks are retried, and the other route runs")
    void java(String token) throws Exception {
        supervise();
        component().getConfiguration().setToken(token);
        WebhookServer.start(context);
        route(routes());

        context.start();

        assertRetried("events", "status", "nested", "failures", "hooks");
        assertThat(requests()).isEmpty();
        assertOtherRuns();
    }

    @Test
    @DisplayName("The same in YAML")
    void yaml() throws Exception {
        supervise();
        component().getConfiguration().setToken(null);
        WebhookServer.start(context);
        YamlRoutes.load((DefaultCamelContext) context, routes());

        context.start();

        assertRetried("events", "status", "nested", "failures", "hooks");
        assertOtherRuns();
    }

    @Test
    @DisplayName("The health check of each such route is down")
    void health() throws Exception {
        supervise();
        component().getConfiguration().setToken(null);
        route(routes());

        context.start();

        await().untilAsserted(() -> assertThat(down()).contains("route:events", "route:status"));
    }

    @Test
    @DisplayName("A route that is excluded from supervision ends the start, as without supervision")
    void excluded() throws Exception {
        supervise();
        controller.setExcludeRoutes("status");
        component().getConfiguration().setToken(null);
        route(routes());

        assertThatThrownBy(context::start).isInstanceOf(FailedToStartRouteException.class)
                .hasMessageContaining("status").hasMessageContaining("There is no Diffbot token");
    }

    @Test
    @DisplayName("A lazy producer does not keep its route from starting, and the message fails")
    void lazy() throws Exception {
        supervise();
        component().getConfiguration().setToken(null);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:lazy").routeId("lazy").to("diffbot:bulk/shop?operation=status&lazyStartProducer=true");
            }
        });

        context.start();

        assertThat(context.getRouteController().getRouteStatus("lazy")).isEqualTo(ServiceStatus.Started);
        assertThat(call("direct:lazy", null).getException()).hasStackTraceContaining("There is no Diffbot token");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "diffbot:bulk/shop?events=finished", "diffbot:bulk/shop?delays=5", "diffbot:blk/shop",
            "diffbot:bulk/shop?operation=run" })
    @DisplayName("An invalid option ends the start with the same message as without supervision")
    void invalidOption(String uri) throws Exception {
        CamelContext unsupervised = createCamelContext();
        String message = catchThrowable(() -> start(unsupervised, uri)).getMessage();
        unsupervised.stop();
        supervise();

        assertThatThrownBy(() -> start(context, uri)).hasMessage(message);
    }

    @Test
    @DisplayName("A dynamic endpoint fails its message")
    void dynamic() throws Exception {
        supervise();
        component().getConfiguration().setToken(null);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:dynamic").routeId("dynamic").toD("diffbot:bulk/${body}?operation=status");
            }
        });

        context.start();

        assertThat(call("direct:dynamic", "shop").getException()).hasStackTraceContaining("There is no Diffbot token");
    }

    private static void start(CamelContext context, String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("in").to("mock:out");
            }
        });
        context.start();
    }

    private void assertOtherRuns() {
        assertThat(call("direct:other", null).getMessage().getBody()).isEqualTo("done");
    }

    private List<String> down() {
        return HealthCheckHelper.invokeReadiness(context).stream()
                .filter(result -> result.getState() == HealthCheck.State.DOWN).map(result -> result.getCheck().getId())
                .toList();
    }

    private void supervise() {
        controller = context.getRouteController().supervising();
        controller.setInitialDelay(0);
        controller.setBackOffDelay(50);
    }

    private static RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:bulk/shop")).routeId("events").to("mock:events");
                from("direct:status").routeId("status").to("diffbot:bulk/shop?operation=status");
                from("direct:nested").routeId("nested").split(body()).multicast().to("mock:a",
                        "diffbot:bulk/shop?operation=pause");
                from("direct:failures").routeId("failures").onException(Exception.class)
                        .to("diffbot:bulk/shop?operation=delete").end().to("mock:a");
                from("webhook:diffbot:crawl/shop?webhookComponentName=platform-http&webhookVerifyToken=" + SECRET)
                        .routeId("hooks").to("mock:events");
                from("direct:other").routeId("other").setBody(constant("done"));
            }
        };
    }

    private void assertRetried(String... routes) {
        List<String> expected = Stream.of(routes).sorted().toList();
        await().untilAsserted(() -> assertThat(attempts(expected)).allMatch(attempts -> attempts >= 2));
        // between two attempts: a route is being started in each
        await().untilAsserted(() -> {
            assertThat(controller.getRestartingRoutes()).extracting(Route::getRouteId)
                    .containsExactlyInAnyOrderElementsOf(expected);
            for (String route : routes) {
                assertThat(context.getRouteController().getRouteStatus(route)).isEqualTo(ServiceStatus.Stopped);
                assertThat(controller.getRestartException(route)).hasStackTraceContaining("token");
            }
        });
    }

    private List<Long> attempts(List<String> routes) {
        return routes.stream().map(controller::getRestartingRouteState)
                .map(state -> state == null ? 0L : state.getCurrentAttempts()).toList();
    }
}
