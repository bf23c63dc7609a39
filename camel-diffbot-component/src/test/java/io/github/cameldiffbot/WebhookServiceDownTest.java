/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Diffbot calls, but cannot be polled.
 */
@FaultCase("S13")
class WebhookServiceDownTest extends WebhookTestSupport {

    @Test
    void theResponseRequestsARetry() throws Exception {
        onGet("/crawl?name=shop", aResponse().withStatus(503));
        MockEndpoint events = hooks("");
        events.expectedMessageCount(0);
        // the first call may take time, and is then answered before the poll fails
        assertThat(diffbotCalls()).isIn(503, 202);
        assertThat(diffbotCalls()).isEqualTo(503);
        events.assertIsSatisfied();

        shopIs(shop(9));
        events.expectedMessageCount(1);
        assertTaken(diffbotCalls());

        events.assertIsSatisfied();
    }

    @Test
    void theCallerIsNotKeptWaiting() throws Exception {
        onGet("/crawl?name=shop", json(shop(9).response()).withFixedDelay(3_000));
        MockEndpoint events = hooks("");
        events.expectedMessageCount(1);

        assertThat(diffbotCalls()).isEqualTo(202);

        assertThat(events.getReceivedCounter()).isZero();
        events.assertIsSatisfied();
    }
}
