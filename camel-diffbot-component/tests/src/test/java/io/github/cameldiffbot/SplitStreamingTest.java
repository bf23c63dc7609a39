/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Iterator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Records are read one by one, and their connection is released after each exchange")
class SplitStreamingTest extends DiffbotTestSupport {

    private static final int RECORDS = 3_000;
    private static final int EXCHANGES = 20;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        HttpComponent http = camelContext.getComponent("http", HttpComponent.class);
        http.setMaxTotalConnections(1);
        http.setConnectionsPerRoute(1);
        http.setConnectionRequestTimeout(20_000);
        return camelContext;
    }

    @Test
    @DisplayName("Each record is an exchange of its own, in order")
    void eachRecordIsAnExchange() throws Exception {
        onGet("/bulk/data?name=shop&format=json", json(wire("data.json")));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("diffbot:bulk/shop?operation=data").split(body()).streaming().to("mock:split");
            }
        });
        MockEndpoint split = getMockEndpoint("mock:split");
        split.expectedMessageCount(3);

        assertThat(call("direct:in", null).getException()).isNull();

        split.assertIsSatisfied();
        assertThat(split.getExchanges()).extracting(it -> it.getMessage().getBody(DiffbotRecord.class).getTitle())
                .containsExactly("One", "Zwei ü", "Three");
        assertThat(split.getExchanges().get(0).getMessage().getHeader("CamelDiffbotJobName")).isEqualTo("shop");
    }

    @ParameterizedTest
    @ValueSource(strings = { "unread", "partly", "csv", "raw", "search", "urlReport" })
    @DisplayName("A body that is not read, or only in part, keeps no connection")
    void anUnreadBodyHoldsNoConnection(String kind) throws Exception {
        big();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:unread").to("diffbot:bulk/shop?operation=data");
                from("direct:partly").to("diffbot:bulk/shop?operation=data").process(SplitStreamingTest::readTwo);
                from("direct:csv").to("diffbot:bulk/shop?operation=data&format=csv").process(SplitStreamingTest::readTwo);
                from("direct:raw").streamCache("false").to("diffbot:bulk/shop?operation=data&format=csv&raw=true");
                from("direct:search").to("diffbot:bulk/shop?operation=search&query=x").process(SplitStreamingTest::readTwo);
                from("direct:urlReport").to("diffbot:bulk/shop?operation=urlReport").process(SplitStreamingTest::readTwo);
            }
        });

        for (int i = 0; i < EXCHANGES; i++) {
            assertThat(call("direct:" + kind, null).getException()).isNull();
        }
    }

    @Test
    @DisplayName("A route that fails keeps no connection")
    void aRouteThatFailsHoldsNoConnection() throws Exception {
        big();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("diffbot:bulk/shop?operation=data").process(exchange -> {
                    readTwo(exchange);
                    throw new IllegalStateException("The route cannot");
                });
            }
        });

        for (int i = 0; i < EXCHANGES; i++) {
            assertThat(call("direct:in", null).getException()).hasMessage("The route cannot");
        }
    }

    @Test
    @DisplayName("A split that stops on exceptions fails with the error of the record")
    void aSplitThatStopsFailsWithTheRecordsError() throws Exception {
        big();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("diffbot:bulk/shop?operation=data").split(body()).streaming().stopOnException()
                        .process(exchange -> {
                            throw new IllegalStateException("This record cannot");
                        });
            }
        });

        for (int i = 0; i < 3; i++) {
            assertThat(call("direct:in", null).getException()).hasStackTraceContaining("This record cannot");
        }
    }

    @Test
    @DisplayName("A truncated download is an error after the records before it")
    void aDownloadThatEndsEarlyIsAnErrorAfterTheRecordsBeforeIt() throws Exception {
        onGet("/bulk/data?name=shop&format=json", json(wire("data.json").replaceFirst("]\\s*$", "")));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("diffbot:bulk/shop?operation=data").split(body()).streaming().to("mock:split");
            }
        });

        MockEndpoint split = getMockEndpoint("mock:split");
        split.expectedMessageCount(3);

        assertThat(call("direct:in", null).getException()).isInstanceOf(DiffbotTruncatedDataException.class)
                .hasMessageContaining("'shop'");
        split.assertIsSatisfied();
    }

    private static void readTwo(Exchange exchange) {
        Iterator<?> records = exchange.getMessage().getBody(Iterator.class);
        assertThat(records.next()).isNotNull();
        assertThat(records.next()).isNotNull();
    }

    private static void big() {
        String objects = IntStream.range(0, RECORDS)
                .mapToObj(i -> "{\"id\":" + i + ",\"text\":\"" + "x".repeat(400) + "\"}").collect(Collectors.joining(",\n"));
        onGet("/bulk/data?name=shop&format=json", json("[" + objects + "]"));
        onGet("/bulk/data?name=shop&format=csv", json("id,text\n" + "1,x\n".repeat(300_000)));
        onGet("/bulk/data?name=shop&type=urls", json("Url,Crawl Status\n" + "https://a.example,Success\n".repeat(50_000)));
        onGet("/search?col=shop&query=x&start=0&num=100", json("{\"hits\":" + RECORDS + ",\"objects\":[" + objects + "]}"));
    }
}
