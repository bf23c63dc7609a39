/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;

import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@DisplayName("The options of a webhook route have the same meaning as on a consumer")
class WebhookOptionsTest extends WebhookTestSupport {

    @Test
    @DisplayName("With fetch=data the records are the body of the event")
    void fetchBringsTheRecords() throws Exception {
        shopIs(shop(9));
        onGet("/crawl/data?name=shop&format=json", json("[{\"n\":1},{\"n\":2}]"));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(webhook("crawl/shop", "&fetch=data")).split(body()).streaming().to("mock:events");
            }
        });
        MockEndpoint events = getMockEndpoint("mock:events");
        events.expectedMessageCount(2);

        assertTaken(diffbotCalls());

        events.assertIsSatisfied();
    }

    @Test
    @DisplayName("With deleteAfterCompletion the job is deleted after the route")
    void deleteAfterCompletionDeletes() throws Exception {
        shopIs(shop(9));
        onGet("/crawl?name=shop&delete=1", json("{\"response\":\"Successfully deleted job\"}"));
        hooks("&deleteAfterCompletion=true").expectedMessageCount(1);

        assertTaken(diffbotCalls());

        await().untilAsserted(() -> assertThat(requests()).contains("GET /crawl?name=shop&delete=1"));
    }

    @Test
    @DisplayName("Events that are not selected are not delivered")
    void otherEventsAreNotDelivered() throws Exception {
        shopIs(shop(9).with("roundsCompleted", 2));
        MockEndpoint events = hooks("&events=status");
        events.expectedMessageCount(1);
        events.expectedHeaderReceived(DiffbotConstants.EVENT, "completed");
        events.setAssertPeriod(200);

        assertTaken(diffbotCalls());

        events.assertIsSatisfied();
    }

    @Test
    @DisplayName("The repository contains the idempotentKey")
    void idempotentKeyIsWhatIsRemembered() throws Exception {
        RecordingRepository repository = new RecordingRepository();
        context.getRegistry().bind("handled", repository);
        shopIs(shop(9));
        hooks("&idempotentRepository=#handled&idempotentKey=RAW(orders-${header.CamelDiffbotJobName})");

        assertTaken(diffbotCalls());

        await().untilAsserted(() -> assertThat(repository.calls())
                .isEqualTo(List.of("contains orders-shop", "add orders-shop", "confirm orders-shop")));
        assertThat(repository.isStarted()).isTrue();
    }

    @Test
    @DisplayName("An event that cannot be stored in the repository is delivered again")
    void eventsThatCannotBeStoredAreDeliveredAgain() throws Exception {
        RecordingRepository repository = new RecordingRepository().failing(1);
        context.getRegistry().bind("handled", repository);
        shopIs(shop(9));
        MockEndpoint events = hooks("&idempotentRepository=#handled");
        events.expectedMessageCount(2);

        assertTaken(diffbotCalls());
        await().until(() -> repository.calls().contains("add " + ID));
        await().until(() -> {
            assertTaken(diffbotCalls());
            return repository.calls().contains("confirm " + ID);
        });

        events.assertIsSatisfied();
    }

    @ParameterizedTest
    @CsvSource({
            "'', webhookVerifyToken", "&webhookVerifyToken=tooShort, webhookVerifyToken",
            "&webhookVerifyToken=with/slash-and-enough-characters, webhookVerifyToken",
            "&events=paused&webhookVerifyToken=s3cret-of-the-webhook_42, completed" })
    @DisplayName("Invalid options prevent the start, and the error does not show the secret")
    void invalidOptionsAreRejected(String options, String said) {
        RouteBuilder route = new RouteBuilder() {
            @Override
            public void configure() {
                from("webhook:diffbot:crawl/shop?webhookComponentName=platform-http" + options).to("mock:events");
            }
        };

        assertThatThrownBy(() -> route(route)).isInstanceOf(FailedToStartRouteException.class)
                .rootCause().isInstanceOf(IllegalArgumentException.class).message().contains(said)
                .doesNotContain("tooShort", "slash");
    }
}
