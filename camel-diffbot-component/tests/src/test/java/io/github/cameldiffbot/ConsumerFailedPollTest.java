/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("A failed poll turns only the consumer down that made it")
class ConsumerFailedPollTest extends HealthTestSupport {

    private final List<HealthCheck.State> states = Collections.synchronizedList(new ArrayList<>());

    @Test
    @DisplayName("A consumer with a long delay does not receive the failure of another consumer's poll")
    void failureIsNotKept() throws Exception {
        inTurn("/bulk", json("{\"error\":\"down\"}").withStatus(503), json(WireJob.bulk("shop").status(9).response()));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:bulk?delay=1h&initialDelay=0").to("mock:often");
                from("diffbot:bulk/s*?delay=1h&initialDelay=0&startFrom=earliest").routeId("seldom").autoStartup(false)
                        .to("mock:seldom");
            }
        });
        MockEndpoint seldom = getMockEndpoint("mock:seldom");
        seldom.expectedMessageCount(1);
        await().until(() -> requests().size() == 1);
        await().until(() -> component().shared().sessions().all().get(0).poller().lastResult() != null);

        context.getRouteController().startRoute("seldom");

        seldom.assertIsSatisfied();
        assertThat(requests()).hasSize(2);
    }

    @Test
    @DisplayName("A consumer is down until a poll succeeds, also if Camel's backoff resets the error count")
    void downThroughBackoff() throws Exception {
        onGet("/bulk?name=shop", json("{\"error\":\"down\"}").withStatus(503));
        context.getRegistry().bind("checking", new CheckedPolls());

        events("diffbot:bulk/shop?pollStrategy=#checking&backoffErrorThreshold=1&backoffMultiplier=2");

        await().until(() -> states.size() > 4);
        assertThat(states.subList(1, 5)).containsOnly(HealthCheck.State.DOWN);
    }

    /** Checks the consumer's health at the beginning of each poll. */
    private final class CheckedPolls implements PollingConsumerPollStrategy {

        @Override
        public boolean begin(Consumer consumer, Endpoint endpoint) {
            HealthCheckHelper.invokeReadiness(context).stream()
                    .filter(result -> result.getCheck().getId().equals("consumer:events"))
                    .forEach(result -> states.add(result.getState()));
            return true;
        }

        @Override
        public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
            // only failed polls matter
        }

        @Override
        public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
            return false;
        }
    }
}
