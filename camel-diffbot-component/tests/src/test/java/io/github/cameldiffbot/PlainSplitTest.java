/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A split that continues after failures receives each record, in any configuration")
class PlainSplitTest extends DiffbotTestSupport {

    private static final int RECORDS = 500;

    @BeforeEach
    void stub() {
        onGet("/bulk/data?name=shop&format=json", json(IntStream.range(0, RECORDS)
                .mapToObj(i -> "{\"id\":" + i + "}").collect(Collectors.joining(",", "[", "]"))));
    }

    @ParameterizedTest
    @ValueSource(strings = { "plain", "own", "nested", "handled", "parallel", "transacted", "direct" })
    @DisplayName("A split receives each record although each of them fails")
    void although(String kind) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                String data = "diffbot:bulk/shop?operation=data";
                from("direct:plain").to(data).split(body()).streaming().to("mock:seen").throwException(
                        new IllegalStateException("each fails"));
                from("direct:own").to(data).split(body()).streaming().to("mock:seen")
                        .process(exchange -> {
                            // like a split with stopOnException
                            throw new CamelExchangeException("Multicast processing failed for number 0", exchange);
                        });
                from("direct:nested").to(data).split(body()).streaming().to("mock:seen")
                        .split(constant(List.of(1, 2, 3))).streaming().stopOnException()
                        .throwException(new IllegalStateException("the inner one stops"));
                from("direct:handled").onException(IllegalStateException.class).handled(true).end()
                        .to(data).split(body()).streaming().to("mock:seen")
                        .throwException(new IllegalStateException("each fails"));
                from("direct:parallel").to(data).split(body()).streaming().parallelProcessing().to("mock:seen")
                        .throwException(new IllegalStateException("each fails"));
                from("direct:transacted").process(exchange -> exchange.getExchangeExtension().setTransacted(true))
                        .to(data).split(body()).streaming().to("mock:seen")
                        .throwException(new IllegalStateException("each fails"));
                from("direct:direct").to(data).split(body()).streaming().to("direct:one");
                from("direct:one").to("mock:seen").split(constant(List.of(1, 2))).stopOnException()
                        .throwException(new IllegalStateException("the inner one stops"));
            }
        });
        MockEndpoint seen = getMockEndpoint("mock:seen");

        Exchange exchange = call("direct:" + kind, null);

        assertThat(seen.getReceivedCounter()).isEqualTo(RECORDS);
        assertThat(exchange.getException() == null).isEqualTo(kind.equals("handled"));
    }

    @Test
    @DisplayName("A split within a split that stops on exceptions receives each record")
    void alsoWithinASplitThatStops() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").split(constant(List.of(1, 2))).streaming().stopOnException()
                        .to("diffbot:bulk/shop?operation=data")
                        .split(body()).streaming().to("mock:seen").filter(simple("${body[id]} == 3"))
                        .throwException(new IllegalStateException("one fails")).end().end();
            }
        });
        MockEndpoint seen = getMockEndpoint("mock:seen");

        assertThat(call("direct:in", null).getException()).hasStackTraceContaining("one fails");

        assertThat(seen.getReceivedCounter()).isEqualTo(RECORDS);
    }
}
