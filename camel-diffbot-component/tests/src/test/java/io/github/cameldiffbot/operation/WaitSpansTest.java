/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.operation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.RecordedSpans;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Spans that are open while 10,000 exchanges wait. Those of an exchange in flight are Camel's. */
@DisplayName("Ten thousand waiting exchanges keep no other spans open than Camel's")
@Tag("slow")
class WaitSpansTest extends RunTestSupport {

    private static final int WAITS = 10_000;
    private static final int JOBS = 10;

    private final OpenSpans open = new OpenSpans();
    @AutoClose
    private final SdkTracerProvider provider = SdkTracerProvider.builder().addSpanProcessor(open).build();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        RecordedSpans.trace(camelContext, provider);
        return camelContext;
    }

    @AfterEach
    void release() {
        sandbox().release();
    }

    @Test
    @DisplayName("A running job has no open span, and an exchange that waits for it only those of its route and its step")
    void openSpans() throws Exception {
        routes();
        sandbox().hold();
        for (int i = 0; i < JOBS; i++) {
            template.sendBodyAndHeader("direct:order", pages(1), DiffbotConstants.JOB_NAME, "shop" + i);
        }
        awaitPolls();
        assertThat(open.byName()).isEmpty();

        AtomicInteger finished = new AtomicInteger();
        Endpoint in = context.getEndpoint("direct:report");
        AsyncProcessor route = in.createAsyncProducer();
        context.addService(route);
        for (int i = 0; i < WAITS; i++) {
            Exchange exchange = in.createExchange();
            exchange.getMessage().setHeader(DiffbotConstants.JOB_NAME, "shop" + i % JOBS);
            route.process(exchange, done -> finished.incrementAndGet());
        }
        awaitPolls();
        assertThat(finished).hasValue(0);
        assertThat(open.byName()).isEqualTo(Map.of("report", (long) WAITS, "diffbot await", (long) WAITS));

        sandbox().release();
        await().atMost(Duration.ofMinutes(1)).until(
                () -> finished.get() == WAITS && getMockEndpoint("mock:ends").getReceivedCounter() == JOBS);
        await().until(() -> open.byName().isEmpty());
        assertThat(open.ended("diffbot job")).isEqualTo(JOBS);
    }

    private void routes() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:order").to("diffbot:bulk");
                from("direct:report").to("diffbot:bulk?operation=await");
                from("diffbot:bulk?startFrom=earliest&delay=50&initialDelay=0").to("mock:ends");
            }
        });
    }

    private static void awaitPolls() {
        int before = sandbox().requests().size();
        await().until(() -> sandbox().requests().size() > before + 2);
    }

    private static final class OpenSpans implements SpanProcessor {

        private final Map<ReadableSpan, String> spans = new ConcurrentHashMap<>();
        private final Map<String, Integer> ended = new ConcurrentHashMap<>();

        int ended(String name) {
            return ended.getOrDefault(name, 0);
        }

        Map<String, Long> byName() {
            return spans.values().stream().collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        }

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {
            spans.put(span, span.getName());
        }

        @Override
        public boolean isStartRequired() {
            return true;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            spans.remove(span);
            ended.merge(span.getName(), 1, Integer::sum);
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }
}
