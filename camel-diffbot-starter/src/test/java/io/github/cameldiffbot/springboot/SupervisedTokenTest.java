/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.RouteRestartingFailureEvent;
import org.apache.camel.spi.SupervisingRouteController;
import org.apache.camel.spring.boot.routecontroller.SupervisingRouteControllerAutoConfiguration;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("With camel.routecontroller.enabled, a token without a value stops only the routes that need it")
class SupervisedTokenTest {

    private static final String OTHER = "diffbot:bulk/other?token=0123456789&baseUrl=http://127.0.0.1:9/v3&initialDelay=1h";

    @ParameterizedTest
    @ValueSource(strings = {
            "token=${p.unknown}", "configuration.token=${p.unknown}", "token=${p.unknown:}", "token={{p.unknown:}}", "token=" })
    @DisplayName("The application starts, the route is retried, and the other route runs")
    void retriesTheRoute(String property) {
        application(true, property).run(application -> {
            assertThat(application).hasNotFailed();
            CamelContext context = application.getBean(CamelContext.class);
            SupervisingRouteController controller = (SupervisingRouteController) context.getRouteController();
            assertThat(application.getBean(Retries.class).done.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(controller.getRouteStatus("shop")).isEqualTo(ServiceStatus.Stopped);
            assertThat(controller.getRestartException("shop")).hasStackTraceContaining("token");
            assertThat(controller.getRouteStatus("other")).isEqualTo(ServiceStatus.Started);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "token=${p.unknown}", "token={{p.unknown}}", "token=" })
    @DisplayName("Without it, the application does not start")
    void failsTheStart(String property) {
        application(false, property).run(application -> assertThat(application).hasFailed());
    }

    @ParameterizedTest
    @ValueSource(strings = { "base-url=${p.unknown}", "settings.maxTags={{p.unknown}}", "token={{p.unknown}}" })
    @DisplayName("Another option, or a placeholder of Camel, without a value is an error of the application, too")
    void failsForOthers(String property) {
        application(true, property).run(application -> assertThat(application).hasFailed());
    }

    private static ApplicationContextRunner application(boolean supervised, String property) {
        return Boot.application("camel.routecontroller.enabled=" + supervised, "camel.routecontroller.initial-delay=0",
                // retries after 5, 50 and 500 ms: the route rests when the second has failed
                "camel.routecontroller.back-off-delay=5", "camel.routecontroller.back-off-multiplier=10",
                BoundOptions.PREFIX + property)
                .withConfiguration(AutoConfigurations.of(SupervisingRouteControllerAutoConfiguration.class))
                .withBean(Retries.class).withBean(RoutesBuilder.class, SupervisedTokenTest::routes);
    }

    private static RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:bulk/shop").routeId("shop").setBody(constant("done"));
                from(OTHER).routeId("other").setBody(constant("done"));
            }
        };
    }

    /**
     * Counts failed retries of the route.
     */
    static final class Retries extends SimpleEventNotifierSupport {

        private final CountDownLatch done = new CountDownLatch(2);

        @Override
        public void notify(CamelEvent event) {
            if (event instanceof RouteRestartingFailureEvent retry && retry.getRoute().getRouteId().equals("shop")
                    && retry.getAttempt() > 0) {
                done.countDown();
            }
        }
    }
}
