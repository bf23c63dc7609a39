/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@DisplayName("Invalid input is an error before anything is sent, with the place, the value and the solution")
class BadInputTest extends BadInputTestSupport {

    static Stream<Arguments> badNames() {
        return Stream.of("my job", "a/b", "a&b", "a%b", "a+b", "\uD83D\uDE00", "a".repeat(31), "a\r\nX: y", "*").map(
                Arguments::arguments);
    }

    @ParameterizedTest
    @MethodSource("badNames")
    @FaultCase("S2")
    @DisplayName("An invalid job name is rejected with the name in one line, the rule and the option that allows it")
    void anInvalidName(String name) {
        for (String operation : List.of("create", "status", "data", "restart")) {
            Exchange exchange = call("diffbot:bulk", Map.of("CamelDiffbotOperation", operation,
                    "CamelDiffbotJobName", name), URL);

            refused(exchange, name.replaceAll("\\p{Cntrl}", "?"), "CamelDiffbotJobName", "1 to 30", "validateName=false");
            assertThat(exchange.getException().getMessage()).doesNotContain("\n", "\r");
        }
    }

    @Test
    @FaultCase("S2")
    @DisplayName("With validateName=false any name is sent, encoded")
    void anyNameIsSentEncodedWithoutValidation() {
        onGet("/bulk?name=my%20j%2F%26%25%2B%F0%9F%98%80%0D%0AX&pause=1",
                json(WireJob.bulk("my j/&%+\uD83D\uDE00\r\nX").status(6).response()));

        Exchange exchange = call("diffbot:bulk?validateName=false&operation=pause",
                Map.of("CamelDiffbotJobName", "my j/&%+\uD83D\uDE00\r\nX"), null);

        assertThat(job(exchange).getStatus().getCode()).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({ "create", "update", "pause", "resume", "restart", "delete", "status", "data", "urlReport" })
    @DisplayName("An operation without a job name is rejected, with the two places of the name")
    void noName(String operation) {
        refused(call("diffbot:bulk?operation=" + operation, Map.of(), URL), "no job name", "diffbot:bulk/myJob",
                "CamelDiffbotJobName");
        refused(call("diffbot:bulk?operation=" + operation, Map.of("CamelDiffbotJobName", " "), URL), "no job name");
    }

    @Test
    @DisplayName("A route with an invalid job name in its endpoint does not start")
    void aBadNameInTheEndpointStopsTheRouteFromStarting() {
        assertThatThrownBy(() -> route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("diffbot:bulk/a.b");
            }
        })).hasStackTraceContaining("Job name 'a.b'").hasStackTraceContaining("1 to 30");
        nothingWasSent();
    }

    @Test
    @DisplayName("A route without a token does not start, neither with a producer nor with a consumer")
    void noToken() {
        component().getConfiguration().setToken(null);

        assertThatThrownBy(() -> route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("diffbot:bulk/shop");
            }
        })).hasStackTraceContaining("no Diffbot token").hasStackTraceContaining("camel.component.diffbot.token");
        assertThatThrownBy(() -> events("diffbot:bulk/shop")).hasStackTraceContaining("no Diffbot token");
        nothingWasSent();
    }

    @Test
    @DisplayName("An unknown operation is rejected in the header and in the endpoint")
    void anUnknownOperation() {
        refused(call("diffbot:bulk/shop", Map.of("CamelDiffbotOperation", "stop"), URL), "CamelDiffbotOperation", "'stop'",
                "pause");
        assertThatThrownBy(() -> context.getEndpoint("diffbot:bulk/shop?operation=stop"))
                .hasStackTraceContaining("operation").hasStackTraceContaining("stop");
    }

    @ParameterizedTest
    @CsvSource({ "bulk, startRound, diffbot:crawl", "job, create, diffbot:bulk", "job, update, diffbot:bulk" })
    @DisplayName("An operation that the job type does not have is rejected with the types that have it")
    void anOperationOfAnotherType(String type, String operation, String cure) {
        assertThatThrownBy(() -> route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("diffbot:" + type + "/shop?operation=" + operation);
            }
        })).hasStackTraceContaining("Operation " + operation).hasStackTraceContaining("type " + type)
                .hasStackTraceContaining(cure);
        nothingWasSent();
        refused(call("diffbot:" + type + "/shop", Map.of("CamelDiffbotOperation", operation), URL), operation, type, cure);
    }

    @Test
    @DisplayName("An unknown job type is rejected in the header and in the endpoint")
    void anUnknownType() {
        refused(call("diffbot:job?operation=status", Map.of("CamelDiffbotJobType", "batch", "CamelDiffbotJobName", "shop"),
                URL), "CamelDiffbotJobType", "'batch'",
                "bulk, crawl or job");
        assertThatThrownBy(() -> context.getEndpoint("diffbot:batch/shop")).hasStackTraceContaining("'batch'")
                .hasStackTraceContaining("bulk, crawl or job");
    }

    static Stream<Arguments> noUrls() {
        return Stream.of(
                arguments("nothing", null, "no URLs"), arguments("blank", " \n ", "no URLs"),
                arguments("an empty list", List.of(), "no usable URL"), arguments("an empty map", Map.of(), "no URLs"),
                arguments("only bad ones", "shop.example", "URL 1 ('shop.example')"),
                arguments("null", Collections.singletonList(null), "URL 1"), arguments("a number", 5, "URL 1 ('5')"),
                arguments("an object", new Object(), "URL 1 ('java.lang.Object@"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noUrls")
    @DisplayName("A submission without a usable URL is rejected")
    void noUsableUrl(String kind, Object body, String error) {
        onGet("/bulk?name=shop", noSuchJob());
        onGet("/crawl?name=shop", noSuchJob());
        for (String type : List.of("bulk", "crawl")) {
            Exchange exchange = call("diffbot:" + type + "/shop", Map.of(), body);

            assertThat(exchange.getException()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(error);
            assertThat(requests()).noneMatch(request -> request.startsWith("POST"));
        }
    }

    @Test
    @DisplayName("A value that body and header set differently is rejected with both")
    void bodyAndHeaderThatDisagree() {
        refused(call("diffbot:bulk/shop", Map.of("CamelDiffbotUrls", "https://a.example"), "https://b.example"),
                "CamelDiffbotUrls", "body", "Remove");
        refused(call("diffbot:bulk/shop", Map.of("CamelDiffbotUrls", "https://a.example"),
                Map.of("urls", "https://b.example")), "CamelDiffbotUrls", "body");
        refused(call("diffbot:bulk/shop?operation=update", Map.of("CamelDiffbotSettings", Map.of("repeat", 1)),
                Map.of("repeat", 2)), "repeat", "'1'", "'2'", "CamelDiffbotSettings", "body");
        refused(call("diffbot:bulk/shop?operation=update", Map.of("CamelDiffbotApiUrl", "article"),
                Map.of("apiUrl", "product")), "CamelDiffbotApiUrl", "'article'", "'product'");
        refused(call("diffbot:job?operation=search", Map.of("CamelDiffbotQuery", "a"), "b"), "CamelDiffbotQuery", "body");
    }

    @Test
    @DisplayName("A search without a query is rejected")
    void noQuery() {
        refused(call("diffbot:job?operation=search", Map.of(), " "), "no query", "CamelDiffbotQuery", "query");
    }

    @ParameterizedTest
    @CsvSource({ "data, 0", "data, -3", "urlReport, many", "search, 1.5", "data, 99999999999" })
    @DisplayName("A header CamelDiffbotNum that is not a whole number above 0 is rejected")
    void aNumThatIsNoNumberAboveZero(String operation, String num) {
        refused(call("diffbot:bulk/shop?operation=" + operation + (operation.equals("search") ? "&query=x" : ""),
                Map.of("CamelDiffbotNum", num), null), "CamelDiffbotNum", num, "whole number above 0");
    }

    @Test
    @DisplayName("A route with an option num that is not above 0 does not start")
    void anOptionNumThatIsNotAboveZero() {
        doesNotStart("diffbot:bulk/shop?operation=data&num=0", "Option num is 0");
        assertThatThrownBy(() -> events("diffbot:bulk/shop?fetch=data&num=0")).hasStackTraceContaining("Option num is 0");
        nothingWasSent();
    }

    @ParameterizedTest
    @ValueSource(strings = { "operation=urlReport", "operation=run&fetch=urlReport" })
    @DisplayName("A route with an unknown urlStatus, or with urlStatus for raw results, does not start")
    void anUnknownStatusOfAUrl(String asked) {
        doesNotStart("diffbot:bulk/shop?" + asked + "&urlStatus=failed,9", "Option urlStatus", "'9'",
                "[success, failed, duplicate, unknown]");
        doesNotStart("diffbot:bulk/shop?" + asked + "&urlStatus=failed&raw=true", "urlStatus", "raw=true",
                "cannot be combined");
    }

    @Test
    @DisplayName("A consumer with an unknown urlStatus does not start")
    void anUnknownStatusOfAUrlInAnEvent() {
        assertThatThrownBy(() -> events("diffbot:bulk/shop?fetch=urlReport&urlStatus=bad"))
                .hasStackTraceContaining("Option urlStatus has 'bad'");
        nothingWasSent();
    }

    @Test
    @DisplayName("An unknown format in the header is rejected with the known ones")
    void anUnknownFormat() {
        refused(call("diffbot:bulk/shop?operation=data", Map.of("CamelDiffbotFormat", "xml"), null), "CamelDiffbotFormat",
                "'xml'", "csv");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
            "ftp://x", "nonsense", "https://", "https://x/v3?a=b", "https://u:SECRET@x/v3", "https://x/v3?token=SECRET",
            "https://x/#f" })
    @DisplayName("An invalid baseUrl is rejected, and its secrets are not shown")
    void aBadBaseUrl(String baseUrl) {
        assertThatThrownBy(() -> context.getEndpoint("diffbot:bulk/shop?baseUrl=RAW(" + baseUrl + ")"))
                .hasStackTraceContaining("Option baseUrl").hasStackTraceContaining("https://api.diffbot.com/v3")
                .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("SECRET"));
    }

    @Test
    @DisplayName("Unknown or empty events are rejected with the known ones")
    void badEvents() {
        assertThatThrownBy(() -> events("diffbot:bulk/shop?events=completed,done")).hasStackTraceContaining("Option events")
                .hasStackTraceContaining("'done'").hasStackTraceContaining("roundCompleted");
        assertThatThrownBy(() -> events("diffbot:bulk/shop?events=,")).hasStackTraceContaining("Option events");
        nothingWasSent();
    }

    @Test
    @DisplayName("A consumer with an invalid pattern of names does not start")
    void aBadNamePatternOfAConsumer() {
        assertThatThrownBy(() -> events("diffbot:bulk/RAW((a)")).hasStackTraceContaining("pattern");
        nothingWasSent();
    }

    @Test
    @DisplayName("An unknown status of jobs in a list is rejected with the known groups")
    void aBadStatusFilter() {
        doesNotStart("diffbot:job?operation=list&status=9,over", "Option status", "'over'", "finished");
    }
}
