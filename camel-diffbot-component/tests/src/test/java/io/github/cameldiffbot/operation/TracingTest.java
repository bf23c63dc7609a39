/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.operation;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.RecordedSpans;
import io.github.cameldiffbot.TestComponents;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.EventNotifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("A job is one trace from its submission to its end")
class TracingTest extends RunTestSupport {

    private final RecordedSpans spans = new RecordedSpans();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        spans.trace(camelContext);
        return camelContext;
    }

    @AfterEach
    void close() {
        spans.close();
    }

    @Test
    @DisplayName("The route that handles the end of a job continues the trace of the route that submitted it")
    void oneTrace() throws Exception {
        completions();
        MockEndpoint done = getMockEndpoint("mock:done");
        done.expectedMessageCount(3);

        for (int i = 0; i < 3; i++) {
            template.sendBodyAndHeader("direct:order", pages(2), "CamelDiffbotJobName", "shop" + i);
        }

        done.assertIsSatisfied();
        await().untilAsserted(() -> assertThat(named("diffbot event")).hasSize(3));
        for (SpanData event : named("diffbot event")) {
            SpanData submission = named("diffbot create").stream()
                    .filter(span -> tag(span, "diffbot.job.name").equals(tag(event, "diffbot.job.name"))).findFirst()
                    .orElseThrow();
            assertThat(event.getTraceId()).isEqualTo(submission.getTraceId());
        }
        assertThat(spans.all().stream().map(SpanData::getTraceId).distinct()).hasSize(3);
    }

    @Test
    @DisplayName("Spans have the operation, the job, its status and the event")
    void tags() throws Exception {
        completions();
        getMockEndpoint("mock:done").expectedMessageCount(1);

        template.sendBodyAndHeader("direct:order", pages(2), "CamelDiffbotJobName", "shop");
        template.request("diffbot:bulk/shop?operation=status", exchange -> {
        });

        getMockEndpoint("mock:done").assertIsSatisfied();
        await().untilAsserted(() -> assertThat(named("diffbot event")).hasSize(1));
        SpanData created = named("diffbot create").get(0);
        assertThat(
                List.of(tag(created, "diffbot.operation"), tag(created, "diffbot.job.type"), tag(created, "diffbot.job.name"),
                        tag(created, "diffbot.job.status")))
                .containsExactly("create", "bulk", "shop", "0");
        SpanData event = named("diffbot event").get(0);
        assertThat(List.of(tag(event, "diffbot.event"), tag(event, "diffbot.job.name"), tag(event, "diffbot.job.status"),
                tag(event, "diffbot.event.id"), tag(event, "diffbot.round"), tag(event, "server.address")))
                .satisfies(tags -> assertThat(tags.get(0)).isEqualTo("completed"))
                .contains("shop", "9", "0", "127.0.0.1");
        assertThat(tag(event, "diffbot.event.id")).startsWith("bulk/shop/").endsWith("/ended/" + completed());
        assertThat(named("diffbot status")).hasSize(1);
    }

    @Test
    @DisplayName("The token is in no span, also if the endpoint and an error have it")
    void token() throws Exception {
        completions();
        getMockEndpoint("mock:done").expectedMessageCount(1);
        template.sendBodyAndHeader("direct:order", pages(2), "CamelDiffbotJobName", "shop");
        template.request("diffbot:bulk/gone?operation=status&token=" + DIFFBOT.token(), exchange -> {
        });
        getMockEndpoint("mock:done").assertIsSatisfied();
        await().untilAsserted(() -> assertThat(named("diffbot event")).hasSize(1));

        assertThat(spans.all().toString()).contains("gone").doesNotContain(DIFFBOT.token());
    }

    @Test
    @DisplayName("A job has a span from its creation to its end, below the submission and above the route of its end")
    void spanOfTheJob() throws Exception {
        completions();
        getMockEndpoint("mock:done").expectedMessageCount(1);

        template.sendBodyAndHeader("direct:order", pages(2), "CamelDiffbotJobName", "shop");

        getMockEndpoint("mock:done").assertIsSatisfied();
        await().untilAsserted(() -> assertThat(named("diffbot event")).hasSize(1));
        SpanData job = only("diffbot job");
        assertThat(job.getParentSpanId()).isEqualTo(only("diffbot create").getSpanId());
        assertThat(only("diffbot event").getParentSpanId()).isEqualTo(job.getSpanId());
        assertThat(List.of(job.getStartEpochNanos(), job.getEndEpochNanos()))
                .containsExactly(nanos("jobCreationTimeUTC"), nanos("jobCompletionTimeUTC"));
        assertThat(List.of(tag(job, "diffbot.job.type"), tag(job, "diffbot.job.name"), tag(job, "diffbot.job.status"),
                tag(job, "diffbot.round"))).containsExactly("bulk", "shop", "9", "0");
        assertThat(job.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    @DisplayName("An end that is delivered again, and to two routes, belongs to one span of its job")
    void oneSpanOfTheJob() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:order").to("diffbot:bulk");
                from("diffbot:bulk/*?startFrom=earliest&delay=50&initialDelay=0").process(exchange -> {
                    if (runs.incrementAndGet() < 3) {
                        throw new IllegalStateException("not yet");
                    }
                }).to("mock:done");
                from("diffbot:bulk/shop?startFrom=earliest&delay=50&initialDelay=0").to("mock:done");
            }
        });
        getMockEndpoint("mock:done").expectedMessageCount(2);

        template.sendBodyAndHeader("direct:order", pages(2), "CamelDiffbotJobName", "shop");

        getMockEndpoint("mock:done").assertIsSatisfied();
        await().untilAsserted(() -> assertThat(named("diffbot event")).hasSize(4));
        assertThat(named("diffbot event")).extracting(SpanData::getParentSpanId).containsOnly(only("diffbot job").getSpanId());
    }

    @Test
    @DisplayName("The span of a job that was submitted without a trace begins one; that of a failed job is an error")
    void withoutSubmission() throws Exception {
        completions();
        getMockEndpoint("mock:done").expectedMessageCount(1);
        try (DefaultCamelContext untraced = new DefaultCamelContext()) {
            untraced.addComponent("diffbot", TestComponents.of(DIFFBOT));
            untraced.start();
            untraced.createProducerTemplate().requestBody("diffbot:bulk/shop", sandbox().demoSite() + "no-such-page");
        }

        getMockEndpoint("mock:done").assertIsSatisfied();
        await().untilAsserted(() -> assertThat(named("diffbot event")).hasSize(1));
        SpanData job = only("diffbot job");
        assertThat(job.getParentSpanContext().isValid()).isFalse();
        assertThat(job.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(only("diffbot event").getParentSpanId()).isEqualTo(job.getSpanId());
    }

    @Test
    @DisplayName("A crawl that ends after several rounds has one span, not one for each round")
    void oneSpanOfSeveralRounds() throws Exception {
        template.sendBodyAndHeader(
                "diffbot:crawl?repeat=0.00001&maxRounds=2&maxHops=0&onlyProcessIfNew=false", pages(1), "CamelDiffbotJobName",
                "shop");
        await().until(() -> sandbox().job("shop").status() == 1);
        getMockEndpoint("mock:done").expectedMinimumMessageCount(2);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:crawl/*?startFrom=earliest&delay=50&initialDelay=0").to("mock:done");
            }
        });

        getMockEndpoint("mock:done").assertIsSatisfied();
        await().untilAsserted(() -> assertThat(named("diffbot event")).hasSizeGreaterThan(1));
        assertThat(named("diffbot job")).hasSize(1);
    }

    @Test
    @DisplayName("The spans stay the same without the events that Camel's tracer does not use")
    void unusedEvents() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:list").to("diffbot:bulk?operation=list").split(body()).to("mock:done");
            }
        });
        template.sendBodyAndHeader("diffbot:bulk", pages(1), "CamelDiffbotJobName", "shop");
        List<String> usual = list();
        for (EventNotifier notifier : context.getManagementStrategy().getEventNotifiers()) {
            notifier.setIgnoreExchangeCreatedEvent(true);
            notifier.setIgnoreExchangeCompletedEvent(true);
        }

        assertThat(list()).isEqualTo(usual).contains("diffbot list", "mock");
    }

    private List<String> list() {
        int before = spans.all().size();
        template.sendBody("direct:list", null);
        return spans.all().stream().skip(before).map(SpanData::getName).toList();
    }

    private SpanData only(String name) {
        assertThat(named(name)).hasSize(1);
        return named(name).get(0);
    }

    private static long nanos(String time) {
        return TimeUnit.SECONDS.toNanos(sandbox().job("shop").toJson().get(time).asLong());
    }

    private static String completed() {
        return sandbox().job("shop").toJson().get("jobCompletionTimeUTC").asText();
    }

    private void completions() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:order").routeId("order").to("diffbot:bulk");
                from("diffbot:bulk/*?startFrom=earliest&delay=50&initialDelay=0").routeId("completions").to("mock:done");
            }
        });
    }

    private List<SpanData> named(String name) {
        return spans.all().stream().filter(span -> span.getName().equals(name)).toList();
    }

    private static String tag(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }
}
