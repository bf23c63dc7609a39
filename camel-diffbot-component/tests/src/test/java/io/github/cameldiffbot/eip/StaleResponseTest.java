/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A response that is older than a change does not count as its result")
class StaleResponseTest extends CamelTestSupport {

    @RegisterExtension
    static final WireMockExtension DIFFBOT = WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

    private static final String LAG = "lag";

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        DiffbotComponent component = TestComponents.of(DIFFBOT.baseUrl() + "/v3");
        component.setMaxRetries(0);
        TestComponents.pollEvery(component, 20);
        camelContext.addComponent("diffbot", component);
        return camelContext;
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1 })
    @DisplayName("A run that replaces a job ends with the new one, also in a redelivery, although the old one is still reported")
    void replace(int failures) throws Exception {
        String old = job(1_000, 9, 1_050, 5);
        poll(Scenario.STARTED, old, null);
        change("delete", "{\"response\":\"Successfully deleted job.\"}", "deleted");
        DIFFBOT.stubFor(post(urlPathEqualTo("/v3/bulk")).inScenario(LAG).whenScenarioStateIs("deleted")
                .willReturn(json(list(job(2_000, 0, 0, 0)))).willSetStateTo("1"));
        poll("1", old, "2");
        poll("2", old, "3");
        poll("3", old, "4");
        poll("4", job(2_000, 7, 0, 1), "5");
        poll("5", job(2_000, 9, 2_050, 5), null);
        routes("diffbot:bulk/job?operation=run&onExisting=replace", failures);

        Exchange exchange = send("https://shop.example/1");

        Job last = exchange.getMessage().getBody(Job.class);
        assertThat(exchange.getException()).isNull();
        assertThat(last.getJobCreationTimeUTC()).isEqualTo(2_000);
        assertThat(last.getStatus().getCode()).isEqualTo(9);
        DIFFBOT.verify(1, WireMock.postRequestedFor(anyUrl()));
    }

    @Test
    @DisplayName("An update and an await in two steps end with the added URLs")
    void updateThenAwait() throws Exception {
        String old = job(1_000, 9, 1_050, 5);
        poll(Scenario.STARTED, old, null);
        DIFFBOT.stubFor(post(urlPathEqualTo("/v3/bulk")).inScenario(LAG).whenScenarioStateIs(Scenario.STARTED)
                .willReturn(json(list(old))).willSetStateTo("1"));
        poll("1", old, "2");
        poll("2", old, "3");
        poll("3", job(1_000, 7, 0, 6), "4");
        poll("4", job(1_000, 9, 2_050, 7), null);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("diffbot:bulk/job?operation=update").to("diffbot:bulk/job?operation=await");
            }
        });

        Exchange exchange = send("https://shop.example/1");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(Job.class).getPageCrawlAttempts()).isEqualTo(7);
    }

    @Test
    @DisplayName("An await after startRound waits although the end of the previous round is still reported")
    void startRoundThenAwait() throws Exception {
        poll(Scenario.STARTED, round(9, 1, 1_050), null);
        change("roundStart", list(round(7, 2, 0)), "1");
        poll("1", round(9, 1, 1_050), "2");
        poll("2", round(9, 1, 1_050), "3");
        poll("3", round(7, 2, 0), "4");
        poll("4", round(9, 2, 2_050), null);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("diffbot:crawl/job?operation=startRound").to("diffbot:crawl/job?operation=await");
            }
        });

        Exchange exchange = send(null);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(Job.class).getJobCompletionTimeUTC()).isEqualTo(2_050);
    }

    private void routes(String uri, int failures) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0))
                        .to("direct:run");
                from("direct:run").errorHandler(noErrorHandler()).to(uri).process(SubmissionTestSupport.failing(failures));
            }
        });
    }

    private Exchange send(Object body) throws Exception {
        return template.asyncSend("direct:in", exchange -> exchange.getMessage().setBody(body)).get(30, TimeUnit.SECONDS);
    }

    private static void poll(String state, String job, String next) {
        var mapping = any(urlPathEqualTo(job.contains("crawl") ? "/v3/crawl" : "/v3/bulk")).inScenario(LAG)
                .whenScenarioStateIs(state).atPriority(9).willReturn(json(list(job)));
        DIFFBOT.stubFor(next == null ? mapping : mapping.willSetStateTo(next));
    }

    private static void change(String parameter, String response, String next) {
        DIFFBOT.stubFor(get(WireMock.urlMatching("/v3/.*")).withQueryParam(parameter, equalTo("1")).inScenario(LAG)
                .whenScenarioStateIs(Scenario.STARTED).atPriority(1).willReturn(json(response)).willSetStateTo(next));
    }

    private static ResponseDefinitionBuilder json(String body) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(body);
    }

    private static String list(String job) {
        return "{\"jobs\":[" + job + "]}";
    }

    private static String job(long created, int status, long completed, int attempts) {
        return json(Map.of("type", "\"bulk\"", "jobCreationTimeUTC", created, "jobCompletionTimeUTC", completed,
                "pageCrawlAttempts", attempts, "roundsCompleted", 0), status);
    }

    private static String round(int status, int rounds, long completed) {
        return json(Map.of("type", "\"crawl\"", "jobCreationTimeUTC", 1_000, "jobCompletionTimeUTC", completed,
                "pageCrawlAttempts", 5, "roundsCompleted", rounds), status);
    }

    private static String json(Map<String, Object> members, int status) {
        StringBuilder job = new StringBuilder("{\"name\":\"job\",\"jobStatus\":{\"status\":" + status + ",\"message\":\"\"}");
        members.forEach((name, value) -> job.append(",\"").append(name).append("\":").append(value));
        return job.append('}').toString();
    }
}
