/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import io.github.cameldiffbot.FailingRepository.Call;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("A webhook call is answered although Diffbot cannot be polled")
@FaultCase("S13")
class WebhookServiceDownTest extends WebhookTestSupport {

    @Test
    @DisplayName("While the service is down, the response requests a retry, which is delivered once it is up")
    void theResponseRequestsARetry() throws Exception {
        onGet("/crawl?name=shop", aResponse().withStatus(503));
        MockEndpoint events = hooks("");
        events.expectedMessageCount(0);
        // a poll that takes long is answered before it fails
        await().until(() -> diffbotCalls() == 503);
        events.assertIsSatisfied();

        shopIs(shop(9));
        events.expectedMessageCount(1);
        assertTaken(diffbotCalls());

        events.assertIsSatisfied();
    }

    @Test
    @DisplayName("While the repository cannot be started, the response requests a retry, which is delivered when it can")
    void repositoryAway() throws Exception {
        FailingRepository handled = new FailingRepository(Call.START);
        context.getRegistry().bind("handled", handled);
        MockEndpoint events = hooks("&idempotentRepository=#handled");
        shopIs(shop(9));
        await().until(() -> diffbotCalls() == 503);
        assertThat(events.getReceivedCounter()).isZero();

        handled.recover();
        events.expectedMessageCount(1);
        assertTaken(diffbotCalls());
        events.assertIsSatisfied();
    }

    @Test
    @DisplayName("A slow poll does not delay the response, and the event is delivered")
    void theCallerIsNotKeptWaiting() throws Exception {
        onGet("/crawl?name=shop", json(shop(9).response()).withFixedDelay(8_000));
        MockEndpoint events = hooks("");
        events.expectedMessageCount(1);

        assertThat(diffbotCalls()).isEqualTo(202);

        assertThat(events.getReceivedCounter()).isZero();
        events.assertIsSatisfied();
    }
}
