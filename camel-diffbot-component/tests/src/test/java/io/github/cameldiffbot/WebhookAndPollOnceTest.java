/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A webhook, a consumer behind it, and one repository: each event is handled once, whichever finds it first.
 */
@DisplayName("An event that a webhook and a consumer find is handled once")
@FaultCase("S13")
class WebhookAndPollOnceTest extends WebhookTestSupport {

    private final ConcurrentHashMap<String, AtomicInteger> begun = new ConcurrentHashMap<>();
    private final CountDownLatch webhookMayProceed = new CountDownLatch(1);
    private final CountDownLatch pollMayProceed = new CountDownLatch(1);
    private volatile boolean webhookFails;
    private MockEndpoint events;

    @BeforeEach
    void routes() throws Exception {
        begun.put("webhook", new AtomicInteger());
        begun.put("poll", new AtomicInteger());
        context.getRegistry().bind("handled", MemoryIdempotentRepository.memoryIdempotentRepository());
        shopIs(shop(9));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(webhook("crawl/shop", "&idempotentRepository=#handled")).routeId("webhook")
                        .process(exchange -> {
                            begun.get("webhook").incrementAndGet();
                            webhookMayProceed.await();
                            if (webhookFails) {
                                throw new IllegalStateException("The route cannot");
                            }
                        }).to("mock:events");
                from(fast("diffbot:crawl/shop?startFrom=earliest&idempotentRepository=#handled")).routeId("poll")
                        .autoStartup(false)
                        .process(exchange -> {
                            begun.get("poll").incrementAndGet();
                            pollMayProceed.await();
                        }).to("mock:events");
            }
        });
        events = getMockEndpoint("mock:events");
        events.expectedMessageCount(1);
    }

    @Test
    @DisplayName("An event that the webhook has handled is not delivered by a poll")
    void theWebhookIsFirst() throws Exception {
        webhookMayProceed.countDown();
        assertTaken(diffbotCalls());
        events.assertIsSatisfied();

        poll();

        onlyOneCame();
        assertThat(begun.get("poll")).hasValue(0);
    }

    @Test
    @DisplayName("An event that a poll has handled is not delivered by the webhook")
    void thePollIsFirst() throws Exception {
        pollMayProceed.countDown();
        poll();
        events.assertIsSatisfied();

        assertTaken(diffbotCalls());

        onlyOneCame();
        assertThat(begun.get("webhook")).hasValue(0);
    }

    @Test
    @DisplayName("An end without a completion time is left to the poll, because its id is unknown")
    void anEndWithoutItsTimeIsLeftToThePoll() throws Exception {
        shopIs(shop(9).with("jobCompletionTimeUTC", 0));
        webhookMayProceed.countDown();
        pollMayProceed.countDown();
        assertTaken(diffbotCalls());
        await().until(() -> !requests().isEmpty());
        context.getRouteController().startRoute("poll");
        shopIs(shop(9));

        onlyOneCame();
        assertThat(begun.get("webhook")).hasValue(0);
        assertThat(events.getExchanges().get(0).getMessage().getHeader("CamelDiffbotEventId")).isEqualTo(ID);
    }

    @Test
    @DisplayName("A poll does not deliver an event while the webhook's route handles it")
    void thePollComesWhileTheWebhookHasItInHand() throws Exception {
        assertTaken(diffbotCalls());
        await().until(() -> begun.get("webhook").get() == 1);

        poll();
        webhookMayProceed.countDown();

        onlyOneCame();
        assertThat(begun.get("poll")).hasValue(0);
    }

    @Test
    @DisplayName("A webhook call does not deliver an event while the consumer's route handles it")
    void theWebhookComesWhileThePollHasItInHand() throws Exception {
        context.getRouteController().startRoute("poll");
        await().until(() -> begun.get("poll").get() == 1);

        int before = requests().size();
        assertTaken(diffbotCalls());
        await().until(() -> requests().size() > before);
        pollMayProceed.countDown();

        onlyOneCame();
        assertThat(begun.get("webhook")).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    @DisplayName("A poll delivers an event that failed in the webhook's route")
    void thePollDeliversEventsThatFailedInTheWebhooksRoute(boolean pollsAlready) throws Exception {
        webhookFails = true;
        pollMayProceed.countDown();
        assertTaken(diffbotCalls());
        await().until(() -> begun.get("webhook").get() == 1);
        if (pollsAlready) {
            poll();
        }
        webhookMayProceed.countDown();
        context.getRouteController().startRoute("poll");

        onlyOneCame();
        assertThat(begun.get("poll")).hasValue(1);
    }

    private void poll() throws Exception {
        int before = requests().size();
        context.getRouteController().startRoute("poll");
        await().until(() -> requests().size() > before + 3);
    }

    private void onlyOneCame() throws InterruptedException {
        events.assertIsSatisfied();
        events.setAssertPeriod(300);
        events.assertIsSatisfied();
    }
}
