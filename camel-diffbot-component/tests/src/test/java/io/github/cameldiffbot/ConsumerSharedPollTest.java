/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("Consumers of a token share polls")
class ConsumerSharedPollTest extends DiffbotTestSupport {

    private static final int CONSUMERS = 50;
    private static final int DELAY = 1_000;

    @Test
    @DisplayName("Fifty consumers of a token need one call in each delay")
    void fiftyConsumersOfATokenMakeOneCallATick() throws Exception {
        onGet("/bulk", json(WireJob.list(WireJob.bulk("job1").status(9), WireJob.bulk("job2").status(7))));
        MockEndpoint polled = getMockEndpoint("mock:polled");
        long begin = System.nanoTime();

        route(new RouteBuilder() {
            @Override
            public void configure() {
                for (int i = 0; i < CONSUMERS; i++) {
                    String path = i % 2 == 0 ? "bulk/job" + i : i % 3 == 0 ? "job/job*" : "crawl";
                    from("diffbot:" + path + "?startFrom=earliest&initialDelay=0&delay=" + DELAY
                         + "&sendEmptyMessageWhenIdle=true&maxMessagesPerPoll=" + (i + 1)).routeId("consumer" + i)
                            .to("mock:polled");
                }
            }
        });

        // three ticks of all consumers
        await().until(() -> polled.getReceivedCounter() >= 3 * CONSUMERS);
        Map<String, Long> calls = requests().stream().collect(Collectors.groupingBy(call -> call, Collectors.counting()));
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        // a poll serves consumers within nine tenths of the delay
        assertThat(calls.get("GET /bulk")).isBetween(2L, (long) (elapsed.toMillis() / (DELAY * 0.9)) + 2);
        // until the second consumer starts, the first one polls only its own job
        assertThat(calls.getOrDefault("GET /bulk?name=job0", 0L)).isLessThanOrEqualTo(1);
        assertThat(calls).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    @DisplayName("Two consumers receive the change of one job among unchanged ones")
    void twoConsumersSeeTheChangeOfOneJobAmongUnchangedOnes() throws Exception {
        WireJob first = WireJob.bulk("first").status(7);
        WireJob second = WireJob.bulk("second").status(7);
        WireJob third = WireJob.bulk("third").status(7);
        inTurn("/bulk", WireJob.list(first, second, third), WireJob.list(first, second, third),
                WireJob.list(first.with("currentTimeUTC", 1770000600), second.status(9), third));
        MockEndpoint events = getMockEndpoint("mock:events");
        events.expectedMessageCount(2);
        events.setAssertPeriod(250);

        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:bulk/*?startFrom=earliest")).routeId("all").to("mock:events");
                from(fast("diffbot:job/sec*?startFrom=earliest")).routeId("some").to("mock:events");
            }
        });

        events.assertIsSatisfied();
        assertThat(events.getExchanges()).extracting(event -> event.getMessage().getHeader("CamelDiffbotJobName"))
                .containsOnly("second");
    }
}
