/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.cameldiffbot.DiffbotJobSettings;
import io.github.cameldiffbot.sandbox.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@DisplayName("A message cannot cause effects on other systems, costs or data loss unless the endpoint allows it")
class MessageInputTest extends SubmissionTestSupport {

    private static final String CRAWL = "diffbot:crawl/job";

    static Stream<Arguments> guarded() {
        return Stream.of(
                arguments("notifyWebhook", "https://evil.example/hook"), arguments("notifyEmail", "me@evil.example"),
                arguments("apiUrl", "https://evil.example/v3/article"),
                arguments("apiUrl", "https://api.diffbot.com@evil.example/v3/article"),
                arguments("apiUrl", "article?proxy=10.0.0.1"), arguments("apiUrl", "article?useProxy=default"),
                arguments("apiUrl", "article?fields=meta&%70roxyAuth=a:b"),
                arguments("customHeaders", Map.of("Cookie", "a=b")), arguments("customHeaders", "Authorization:x"),
                arguments("repeat", 0.01), arguments("repeat", "1"), arguments("seedRecrawlFrequency", 0.5),
                arguments("useProxies", true), arguments("useProxies", "1"), arguments("obeyRobots", false),
                arguments("restrictDomain", 0), arguments("onlyProcessIfNew", "false"),
                arguments("maxToProcess", 100_001), arguments("maxToCrawl", -1), arguments("someNewSetting", 1),
                arguments("NotifyWebhook", "https://evil.example/hook"));
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("guarded")
    @DisplayName("A setting that affects other systems or costs credits is rejected from a body, a settings object and a "
                 + "header")
    void refused(String name, Object value) throws Exception {
        Map<String, Object> body = new HashMap<>(Map.of("seeds", page(), name, value));
        assertRefused(send(CRAWL, body), name, "in the body");
        assertRefused(send(CRAWL, new DiffbotJobSettings().seeds(page()).set(name, value)), name, "in the body");
        assertRefused(send(CRAWL, page(), Map.of("CamelDiffbotSettings", Map.of(name, value))), name,
                "in the header CamelDiffbotSettings");
        if (name.equals("apiUrl")) {
            assertRefused(send(CRAWL, page(), Map.of("CamelDiffbotApiUrl", value)), name, "header CamelDiffbotApiUrl");
        }
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("guarded")
    @DisplayName("The option allowedMessageSettings allows it, by name or all of them")
    void allowed(String name, Object value) throws Exception {
        Map<String, Object> body = new HashMap<>(Map.of("seeds", page(), name, value));

        for (String list : List.of("maxHops, " + name, "*")) {
            Exchange exchange = send(CRAWL + "?dryRun=true&allowedMessageSettings=RAW(" + list + ")", body);

            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody(Map.class).get("parameters").toString()).contains(name + "=");
        }
    }

    @Test
    @DisplayName("A setting without costs is accepted from the message, and so is a lower limit")
    void harmless() throws Exception {
        Map<String, Object> body = new HashMap<>(
                Map.of("seeds", page(), "maxHops", 2, "crawlDelay", 0.5,
                        "urlProcessPattern", "/magazine/", "useProxies", false, "repeat", 0, "apiUrl", "article?fields=meta"));
        body.putAll(Map.of("maxToProcess", 50, "notifyEmail", "us@own.example", "maxRounds", 2));

        Exchange exchange = send(CRAWL + "?dryRun=true&useProxies=true&maxToProcess=100&maxRounds=3&repeat=1"
                                 + "&notifyEmail=us@own.example",
                body);

        assertThat(exchange.getException()).isNull();
    }

    @Test
    @DisplayName("A limit of the endpoint holds for its messages")
    void limits() throws Exception {
        for (Map<String, Object> more : List.<Map<String, Object>> of(Map.of("maxToProcess", 101), Map.of("maxHops", 3),
                Map.of("maxHops", -1), Map.of("maxRounds", 0))) {
            Map<String, Object> body = new HashMap<>(more);
            body.put("seeds", page());
            assertRefused(send(CRAWL + "?maxToProcess=100&maxHops=2&maxRounds=3", body), more.keySet().iterator().next(),
                    "more than the limit");
        }
    }

    @Test
    @DisplayName("Unmarshalled JSON is rejected once, by a dead letter without the cost of redeliveries")
    void unmarshalledJson() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").errorHandler(deadLetterChannel("mock:dead").maximumRedeliveries(2).redeliveryDelay(0))
                        .unmarshal().json().split(body()).to(CRAWL + "?onExisting=update").end();
            }
        });
        MockEndpoint dead = getMockEndpoint("mock:dead");
        dead.expectedMessageCount(1);

        send("direct:in", "[{\"seeds\":\"" + page() + "\"},{\"seeds\":\"" + page()
                          + "\",\"notifyWebhook\":\"https://evil.example\"}]");

        dead.assertIsSatisfied();
        assertThat(submissions()).isEqualTo(1);
        assertThat(sandbox().requests(request -> request.param("notifyWebhook") != null)).isEmpty();
    }

    @Test
    @DisplayName("An operation in a header is used once and does not affect a step that has an operation")
    void operationLeftOver() throws Exception {
        sandbox().generate("a", 1, 100);
        sandbox().generate("b", 1, 100);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").setHeader("CamelDiffbotOperation", constant("delete")).to("diffbot:bulk/a")
                        .to("diffbot:bulk/b?operation=data").to("mock:in");
                from("direct:kept").setHeader("CamelDiffbotOperation", constant("delete"))
                        .to("diffbot:bulk/b?operation=status");
            }
        });

        assertThat(send("direct:in", null).getException()).isNull();
        assertThat(send("direct:kept", null).getException()).isNull();

        assertThat(deletions()).isEqualTo(1);
        assertThat(sandbox().job("b")).isNotNull();
        assertThat(getMockEndpoint("mock:in").getExchanges().get(0).getMessage().getHeaders())
                .doesNotContainKey("CamelDiffbotOperation");
    }

    @Test
    @DisplayName("Headers that a step used are removed, so that they do not affect later steps")
    void headersAreUsedUp() throws Exception {
        Exchange created = send("diffbot:bulk/job?allowedMessageSettings=repeat", null, Map.of(
                "CamelDiffbotUrls", page(), "CamelDiffbotApiUrl", "article", "CamelDiffbotSettings", Map.of("repeat", 1),
                "CamelDiffbotNum", 1, "other", "stays"));

        assertThat(created.getException()).isNull();
        assertThat(created.getMessage().getHeaders()).containsKeys("CamelDiffbotNum", "CamelDiffbotJobName", "other")
                .doesNotContainKeys("CamelDiffbotUrls", "CamelDiffbotApiUrl", "CamelDiffbotSettings");
    }

    @ParameterizedTest
    @ValueSource(strings = { "redelivery", "doCatch", "multicast" })
    @DisplayName("A failed step, and each branch of a multicast, finds its headers again")
    void headersStayUntilTheyWereUsed(String kind) throws Exception {
        if (!kind.equals("multicast")) {
            sandbox().fail(Fault.on("/v3/bulk").status(503).times(1));
        }
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                String add = "diffbot:bulk/job?onExisting=update";
                errorHandler(kind.equals("redelivery")
                        ? defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0) : noErrorHandler());
                var in = from("direct:in").setHeader("CamelDiffbotUrls", constant(page()));
                switch (kind) {
                    case "doCatch" -> in.doTry().to(add).doCatch(Exception.class).to(add).end();
                    case "multicast" -> in.multicast().to(add, add).end();
                    default -> in.to(add);
                }
            }
        });

        assertThat(send("direct:in", null).getException()).isNull();
        assertThat(submissions()).isEqualTo(kind.equals("multicast") ? 2 : 1);
    }

    private static void assertRefused(Exchange exchange, String setting, String... parts) {
        assertThat(exchange.getException()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(setting)
                .hasMessageContaining("allowedMessageSettings=" + setting).hasMessageContainingAll(parts);
        assertThat(sandbox().requests()).isEmpty();
    }
}
