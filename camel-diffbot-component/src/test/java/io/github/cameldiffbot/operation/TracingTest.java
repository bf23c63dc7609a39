/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.operation;

import java.util.List;

import io.github.cameldiffbot.RecordedSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
