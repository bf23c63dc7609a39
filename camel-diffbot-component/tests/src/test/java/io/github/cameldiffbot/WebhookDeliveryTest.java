/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.github.cameldiffbot.internal.event.EventRepository;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("Events of a webhook are delivered by the same protocol as those of a consumer")
class WebhookDeliveryTest extends WebhookTestSupport {

    private static final String DELETE = "GET /crawl?name=shop&delete=1";

    @BeforeEach
    void responses() {
        context.getRegistry().bind("handled", MemoryIdempotentRepository.memoryIdempotentRepository());
        shopIs(shop(9).with("objectsFound", 2));
        onGet("/crawl/data?name=shop&format=json", json("[{\"id\":\"a\"},{\"id\":\"b\"}]"));
        onGet("/crawl?name=shop&delete=1", json("{\"response\":\"Successfully deleted job.\"}"));
    }

    @Test
    @DisplayName("A job whose results were read is deleted")
    void deletesWhatWasRead() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(webhook("crawl/shop", "&fetch=data&deleteAfterCompletion=true")).split(body()).streaming()
                        .to("mock:records");
            }
        });

        assertTaken(diffbotCalls());

        await().untilAsserted(() -> assertThat(requests()).contains(DELETE));
    }

    @Test
    @DisplayName("An event of a webhook is counted with the webhook's route")
    void countsTheRoute() throws Exception {
        MeterRegistry registry = new SimpleMeterRegistry();
        context.getRegistry().bind("metricsRegistry", registry);
        hooks("").expectedMessageCount(1);

        assertTaken(diffbotCalls());

        MockEndpoint.assertIsSatisfied(context);
        assertThat(registry.get("camel.diffbot.events").tag("route", "hooks").counter().count()).isEqualTo(1);
    }

    @Test
    @DisplayName("A job whose results were not read is kept, and the log contains the reason")
    void leavesWhatWasNotRead() throws Exception {
        try (LoggedLines log = new LoggedLines()) {
            hooks("&fetch=data&deleteAfterCompletion=true").expectedMessageCount(1);

            assertTaken(diffbotCalls());

            await().untilAsserted(() -> assertThat(log.lines())
                    .anyMatch(line -> line.contains("'shop' is not deleted") && line.contains("not read")));
        }
        assertThat(requests()).doesNotContain(DELETE);
    }

    @Test
    @DisplayName("A consumer that finds an event handled by the webhook does not delete the job unread")
    void consumerBehindDoesNotDeleteEither() throws Exception {
        hooks("&fetch=data&deleteAfterCompletion=true&idempotentRepository=#handled").expectedMessageCount(1);
        assertTaken(diffbotCalls());
        MockEndpoint.assertIsSatisfied(context);
        int before = requests().size();

        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:crawl/shop?fetch=data&startFrom=earliest&deleteAfterCompletion=true"
                          + "&idempotentRepository=#handled"))
                        .to("mock:poll");
            }
        });
        await().until(() -> requests().size() > before + 5);

        assertThat(getMockEndpoint("mock:poll").getReceivedCounter()).isZero();
        assertThat(requests()).doesNotContain(DELETE);
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    @DisplayName("A consumer does not delete a job whose event a webhook's route still handles or has yet to begin")
    void consumerWaitsForTheWebhook(boolean rounds) throws Exception {
        shopIs(rounds
                ? shop(9).with("objectsFound", 2).with("roundsCompleted", 3).with("repeat", 1)
                : shop(9).with("objectsFound", 2));
        CountDownLatch proceed = new CountDownLatch(1);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(webhook("crawl/shop", rounds ? "&events=completion" : "")).process(exchange -> proceed.await())
                        .to("diffbot:crawl/shop?operation=data").split(body()).streaming().to("mock:records");
                from(fast("diffbot:crawl/shop?startFrom=earliest&deleteAfterCompletion=true")).routeId("poll")
                        .autoStartup(false).to("mock:poll");
            }
        });
        getMockEndpoint("mock:records").expectedMinimumMessageCount(2);
        assertTaken(diffbotCalls());
        await().until(() -> EventRepository.claimedEvents(context) == 1);
        context.getRouteController().startRoute("poll");
        await().until(() -> getMockEndpoint("mock:poll").getReceivedCounter() > 0);
        int before = requests().size();
        await().until(() -> requests().size() > before + 5);
        assertThat(requests()).doesNotContain(DELETE);

        proceed.countDown();
        await().untilAsserted(() -> assertThat(requests()).contains(DELETE));
        MockEndpoint.assertIsSatisfied(context);
    }

    @Test
    @DisplayName("A job is kept whose results a webhook's route could not read, also by a consumer of the same job")
    void leavesWhatTheWebhookDidNotRead() throws Exception {
        onGet("/crawl/data?name=shop&format=json", json("[{\"id\":\"a\"},"));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(webhook("crawl/shop", "&fetch=data")).onException(Exception.class).handled(true).to("mock:dead").end()
                        .split(body()).streaming().to("mock:records");
                from(fast("diffbot:crawl/shop?startFrom=earliest&deleteAfterCompletion=true")).routeId("poll")
                        .autoStartup(false).to("mock:poll");
            }
        });
        assertTaken(diffbotCalls());
        await().until(() -> getMockEndpoint("mock:dead").getReceivedCounter() == 1);
        context.getRouteController().startRoute("poll");
        await().until(() -> getMockEndpoint("mock:poll").getReceivedCounter() == 1);
        int before = requests().size();
        await().until(() -> requests().size() > before + 5);

        assertThat(requests()).doesNotContain(DELETE);
    }

    @Test
    @DisplayName("The job is deleted immediately although a consumer behind the webhook has a long delay")
    void consumerBehindDoesNotDelayTheDelete() throws Exception {
        shopIs(shop(7));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:crawl/shop?delay=1h&initialDelay=0&idempotentRepository=#handled").to("mock:poll");
                from(webhook("crawl/shop", "&deleteAfterCompletion=true&idempotentRepository=#handled")).to("mock:events");
            }
        });
        await().until(() -> !requests().isEmpty());
        shopIs(shop(9));

        assertTaken(diffbotCalls());

        await().untilAsserted(() -> assertThat(requests()).contains(DELETE));
    }

    @Test
    @DisplayName("An event of a call whose exchange is dropped is delivered by the consumer behind the webhook")
    void droppedExchange() throws Exception {
        List<String> handled = new CopyOnWriteArrayList<>();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(webhook("crawl/shop", "&idempotentRepository=#handled")).to("seda:work");
                from(fast("diffbot:crawl/shop?startFrom=earliest&idempotentRepository=#handled")).routeId("poll")
                        .autoStartup(false).process(exchange -> handled.add("poll"));
                from("seda:work").routeId("work").autoStartup(false).process(exchange -> handled.add("webhook"));
            }
        });
        assertTaken(diffbotCalls());
        SedaEndpoint work = context.getEndpoint("seda:work", SedaEndpoint.class);
        await().until(() -> work.getExchanges().size() == 1);
        await().until(() -> EventRepository.claimedEvents(context) == 1);
        work.purgeQueue();

        context.getRouteController().startRoute("poll");

        await().untilAsserted(() -> assertThat(handled).containsExactly("poll"));
        await().until(() -> EventRepository.claimedEvents(context) == 0);
    }
}
