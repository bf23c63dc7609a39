/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.CamelContext;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("A rejected token slows polls down and loses no event")
@FaultCase("H4")
class RejectedTokenTest extends HealthTestSupport {

    private final List<String> reports = new CopyOnWriteArrayList<>();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        camelContext.getRegistry().bind("reports", new Reports(reports));
        return camelContext;
    }

    @ParameterizedTest
    @ValueSource(ints = { 401, 403 })
    @DisplayName("A rejected token is reported once a poll, without retries, and polls slow down")
    void isLoggedOncePerPollAndSlowsPolls(int status) throws Exception {
        component().setMaxRetries(4);
        refuse(status);

        events("diffbot:bulk/shop?exceptionHandler=#reports&backoffErrorThreshold=2&backoffMultiplier=100000");

        DiffbotConsumer consumer = (DiffbotConsumer) context.getRoute("events").getConsumer();
        await().until(() -> consumer.getBackoffCounter() > 3);
        assertThat(requests()).as("two polls of one call each").hasSize(2);
        assertThat(reports).hasSize(2).allMatch(report -> report.contains("option token"));
        assertThat(isDown()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = { 401, 403 })
    @DisplayName("A token that is rejected for a time loses no event")
    void losesNoEvent(int status) throws Exception {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(7).response()));
        MockEndpoint events = events(
                "diffbot:bulk/shop?exceptionHandler=#reports&backoffErrorThreshold=2&backoffMultiplier=3");
        await().until(() -> requests().size() > 1);

        refuse(status);
        await().until(this::isDown);
        assertThat(events.getReceivedCounter()).isZero();

        events.expectedMessageCount(1);
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));
        events.assertIsSatisfied();
        await().until(() -> !isDown());
    }

    private static void refuse(int status) {
        onGet("/bulk?name=shop", json("{\"errorCode\":401,\"error\":\"Not authorized API token.\"}").withStatus(status));
    }
}
