/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.time.Instant;
import java.util.Map;

import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("The health check of a consumer shows its last poll")
class ConsumerHealthTest extends HealthTestSupport {

    private static final String UNAUTHORIZED = "{\"errorCode\":401,\"error\":\"Not authorized API token.\"}";

    @Test
    @FaultCase("H4")
    @DisplayName("A rejected token is down, with the response code and a masked URI")
    void aRejectedTokenIsDownWithItsCodeAndAMaskedUri() throws Exception {
        onGet("/bulk?name=shop", json(UNAUTHORIZED).withStatus(401));

        events("diffbot:bulk/shop?token=" + TOKEN);

        await().untilAsserted(() -> assertThat(check().getDetails()).containsEntry(HealthCheck.HTTP_RESPONSE_CODE, 401));
        assertThat(check().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(check().getDetails().get(HealthCheck.ENDPOINT_URI).toString())
                .startsWith("diffbot://bulk/shop").contains("token=xxxxxx");
        assertThat(text(check())).doesNotContain(TOKEN);
    }

    @Test
    @DisplayName("The details are the error, its cure, its kind and its start, without an exception")
    void details() throws Exception {
        onGet("/bulk?name=shop", json("{\"errorCode\":401,\"error\":\"Not authorized \\\"API\\\" token.\"}").withStatus(401));
        events("diffbot:bulk/shop");
        await().untilAsserted(() -> assertThat(check().getDetails()).containsEntry("error.kind", "unauthorized"));
        Object since = check().getDetails().get("failing.since");
        int polls = requests().size();
        await().until(() -> requests().size() > polls + 1);

        HealthCheck.Result down = check();
        assertThat(down.getError()).isEmpty();
        assertThat(down.getDetails()).containsEntry("failing.since", since);
        assertThat(Instant.parse(since.toString())).isBefore(Instant.now());
        // the HTTP server of Camel Main writes them into JSON as they are
        assertThat(down.getDetails().get("error.message")).asString().contains("Not authorized 'API' token", "option token");
        assertThat(down.getMessage()).hasValueSatisfying(message -> assertThat(message)
                .contains("events", "Not authorized 'API' token", "option token").doesNotContain("\"", "\\"));
    }

    @Test
    @DisplayName("A consumer is up again once the service is")
    void itIsUpAgainWhenTheServiceIs() throws Exception {
        inTurn("/bulk?name=shop", json(WireJob.bulk("shop").status(7).response()), json("<html>").withStatus(503));

        MockEndpoint events = events("diffbot:bulk/shop");
        events.expectedMessageCount(1);

        // before the first poll it is down, too
        await().untilAsserted(() -> assertThat(check().getDetails()).containsEntry("error.kind", "unavailable"));
        assertThat(check().getState()).isEqualTo(HealthCheck.State.DOWN);
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));
        events.assertIsSatisfied();
        await().untilAsserted(() -> assertThat(check().getState()).isEqualTo(HealthCheck.State.UP));
    }

    @Test
    @DisplayName("A consumer whose poll finds no job is up")
    void aRespondingServiceIsUp() throws Exception {
        onGet("/bulk?name=shop", noSuchJob());

        events("diffbot:bulk/shop");

        await().untilAsserted(() -> assertThat(check().getState()).isEqualTo(HealthCheck.State.UP));
    }

    private static String text(HealthCheck.Result result) {
        Map<String, Object> details = result.getDetails();
        return result + " " + details + result.getMessage() + result.getError();
    }
}
