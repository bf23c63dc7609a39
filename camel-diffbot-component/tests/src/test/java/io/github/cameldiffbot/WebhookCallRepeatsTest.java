/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("Repeated calls of a webhook deliver an event once")
@FaultCase("S13")
class WebhookCallRepeatsTest extends WebhookTestSupport {

    private static final String REPOSITORY = "&idempotentRepository=#handled";

    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch proceed = new CountDownLatch(1);
    private volatile int failures;
    private volatile boolean quiet;

    @ParameterizedTest
    @ValueSource(strings = { "", REPOSITORY })
    @DisplayName("A repeated call has no effect")
    void aReplayedCallIsOfNoConsequence(String options) throws Exception {
        MockEndpoint events = slow(options);
        events.expectedMessageCount(1);
        proceed.countDown();
        assertTaken(diffbotCalls());
        events.assertIsSatisfied();

        for (int i = 1; i <= 3; i++) {
            int polls = i + 1;
            assertTaken(diffbotCalls());
            await().until(() -> requests().size() == polls);
        }

        events.setAssertPeriod(200);
        events.assertIsSatisfied();
        assertThat(begun).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", REPOSITORY })
    @DisplayName("Calls at the same time produce one exchange")
    void callsAtTheSameTimeGiveOneExchange(String options) throws Exception {
        MockEndpoint events = slow(options);
        events.expectedMessageCount(1);
        ExecutorService callers = Executors.newFixedThreadPool(10);
        try {
            for (Future<Integer> call : IntStream.range(0, 30).mapToObj(i -> callers.submit(this::diffbotCalls)).toList()) {
                assertTaken(call.get(60, TimeUnit.SECONDS));
            }
        } finally {
            callers.shutdownNow();
        }
        proceed.countDown();

        events.assertIsSatisfied();
        events.setAssertPeriod(200);
        events.assertIsSatisfied();
        assertThat(begun).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    @DisplayName("An event whose route failed is delivered by the next call")
    void aFailedEventIsDeliveredByTheNextCall(boolean byException) throws Exception {
        quiet = !byException;
        MockEndpoint events = slow(REPOSITORY);
        events.expectedMessageCount(1);
        proceed.countDown();
        failures = 1;
        assertTaken(diffbotCalls());
        await().until(() -> begun.get() == 1);

        // the first exchange may need a moment to end
        await().until(() -> {
            assertTaken(diffbotCalls());
            return begun.get() == 2;
        });

        events.assertIsSatisfied();
    }

    @Test
    @DisplayName("A restarted route ignores handled events")
    void aRestartedRouteStillIgnoresHandledEvents() throws Exception {
        MockEndpoint events = slow("");
        events.expectedMessageCount(1);
        proceed.countDown();
        assertTaken(diffbotCalls());
        events.assertIsSatisfied();

        context.getRouteController().stopRoute("slow");
        assertThat(diffbotCalls()).isEqualTo(404);
        context.getRouteController().startRoute("slow");
        assertTaken(diffbotCalls());

        await().until(() -> requests().size() == 2);
        events.setAssertPeriod(200);
        events.assertIsSatisfied();
    }

    @Test
    @DisplayName("The end of a round is delivered before the end of the job")
    void aRoundIsDeliveredBeforeTheEnd() throws Exception {
        shopIs(shop(9).with("roundsCompleted", 2));
        MockEndpoint events = hooks("");
        events.expectedHeaderValuesReceivedInAnyOrder(DiffbotConstants.EVENT, "roundCompleted", "completed");
        events.expectedMessageCount(2);

        assertTaken(diffbotCalls());

        events.assertIsSatisfied();
        assertThat(events.getExchanges()).extracting(exchange -> exchange.getMessage().getHeader(DiffbotConstants.EVENT))
                .containsExactly("roundCompleted", "completed");
    }

    private MockEndpoint slow(String options) throws Exception {
        context.getRegistry().bind("handled", MemoryIdempotentRepository.memoryIdempotentRepository());
        shopIs(shop(9));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(webhook("crawl/shop", options)).routeId("slow").process(exchange -> {
                    boolean broken = begun.incrementAndGet() <= failures;
                    proceed.await();
                    if (broken && quiet) {
                        exchange.setRollbackOnly(true);
                        exchange.setRouteStop(true);
                    } else if (broken) {
                        throw new IllegalStateException("The route cannot");
                    }
                }).to("mock:events");
            }
        });
        return getMockEndpoint("mock:events");
    }
}
