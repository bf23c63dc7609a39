/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.tomakehurst.wiremock.client.WireMock;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The log lines of an outage. Ten minutes are compressed to a thousandth: polls come every 15 ms and calls of a
 * producer every 10 ms.
 */
@DisplayName("An outage has few log lines")
class OutageLogTest extends DiffbotTestSupport {

    private static final int FAILED_POLLS = 80;
    private static final int FAILED_CALLS = 60;

    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicInteger failedPolls = new AtomicInteger();
    @AutoClose
    private LoggedLines log;

    @BeforeEach
    void capture() {
        context.getRegistry().bind("counted", new CountedPolls());
        up();
        log = new LoggedLines();
    }

    @ParameterizedTest
    @ValueSource(ints = { 503, 401 })
    @DisplayName("Ten minutes of two consumers and a producer write fewer than 60 lines, and one at the recovery")
    void tenMinutes(int status) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(polling("diffbot:bulk/a")).routeId("a").to("mock:events");
                from(polling("diffbot:crawl")).routeId("b").to("mock:events");
                from("timer:tick?period=10&delay=0").errorHandler(deadLetterChannel("mock:dead"))
                        .to("diffbot:bulk/shop?operation=status");
            }
        });
        await().until(() -> polls.get() > 4);
        log.clear();

        down(status);
        await().until(() -> failedPolls.get() >= FAILED_POLLS
                && getMockEndpoint("mock:dead").getReceivedCounter() >= FAILED_CALLS);
        up();
        int before = polls.get();
        await().until(() -> polls.get() > before + 4);

        assertThat(log.lines()).hasSizeLessThan(60);
        assertThat(log.lines()).filteredOn(line -> line.contains("Polls again after")).hasSize(1);
        assertThat(log.lines()).filteredOn(line -> line.startsWith("WARN")).isNotEmpty().allMatch(
                line -> line.contains("Polling"));
        assertThat(log.lines()).noneMatch(line -> line.contains("\tat ") || line.contains(TOKEN));
    }

    @Test
    @DisplayName("A poll that a stopping route interrupts is not a recovery")
    void interruptedPoll() throws Exception {
        down(503);
        events("diffbot:bulk/a");
        DiffbotConsumer consumer = (DiffbotConsumer) context.getRoute("events").getConsumer();
        await().until(() -> consumer.state().pollTimes().failure() != null);
        DIFFBOT.resetMappings();
        DIFFBOT.stubFor(any(anyUrl()).willReturn(WireMock.aResponse().withStatus(503).withFixedDelay(60_000)));
        Instant last = Instant.now();
        await().until(() -> consumer.state().pollTimes().lastPoll().isAfter(last));

        consumer.deferShutdown(ShutdownRunningTask.CompleteAllTasks);

        await().until(() -> consumer.state().pollTimes().lastPollEnd().isAfter(last));
        assertThat(consumer.state().pollTimes().failure()).isNotNull();
        assertThat(log.lines()).noneMatch(line -> line.contains("Polls again"));
    }

    @Test
    @DisplayName("bridgeErrorHandler passes each failed poll to the route, and the log contains none")
    void bridgedErrors() throws Exception {
        down(503);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true).to("mock:failed");
                from(polling("diffbot:bulk/a&bridgeErrorHandler=true")).to("mock:events");
            }
        });
        await().until(() -> getMockEndpoint("mock:failed").getReceivedCounter() > 2);

        assertThat(log.lines()).noneMatch(line -> line.contains("Polling fails"));
    }

    @Test
    @DisplayName("A custom exception handler receives each failed poll")
    void usersExceptionHandler() throws Exception {
        down(503);
        List<String> reports = new CopyOnWriteArrayList<>();
        context.getRegistry().bind("reports", new Reports(reports));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(polling("diffbot:bulk/a&exceptionHandler=#reports")).to("mock:events");
            }
        });

        await().until(() -> reports.size() > 2);
        assertThat(log.lines()).noneMatch(line -> line.contains("Polling fails"));
    }

    private static String polling(String uri) {
        return uri.replaceFirst("&", "?") + (uri.contains("&") ? "&" : "?")
               + "delay=15&initialDelay=0&pollStrategy=#counted";
    }

    private void up() {
        DIFFBOT.resetMappings();
        DIFFBOT.stubFor(any(anyUrl()).willReturn(json(WireJob.bulk("shop").status(7).response())));
    }

    private void down(int status) {
        DIFFBOT.resetMappings();
        DIFFBOT.stubFor(any(anyUrl()).willReturn(WireMock.aResponse().withStatus(status)
                .withBody("{\"errorCode\":" + status + ",\"error\":\"Not now.\"}")));
    }

    /** Counts polls, and leaves failed ones to Camel. */
    private final class CountedPolls implements PollingConsumerPollStrategy {

        @Override
        public boolean begin(Consumer consumer, Endpoint endpoint) {
            return true;
        }

        @Override
        public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
            polls.incrementAndGet();
        }

        @Override
        public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
            failedPolls.incrementAndGet();
            return false;
        }
    }
}
