/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;

import io.github.cameldiffbot.FaultCase;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("With pooled exchanges a message is paid once")
@FaultCase("L4")
class SubmissionPooledExchangesTest extends SubmissionTestSupport {

    /**
     * Otherwise a message could replace the job of the one before while that one still waits for it, which then fails.
     */
    private static final String ONE_AFTER_ANOTHER = "timer:often?synchronous=true&period=1&delay=0&repeatCount=";

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        camelContext.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        return camelContext;
    }

    @Test
    @DisplayName("Each message submits once, although its exchange was used and redelivered before")
    void eachMessage() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from(ONE_AFTER_ANOTHER + 3)
                        .errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0))
                        .to("direct:inner").to("mock:done");
                from("direct:inner").errorHandler(noErrorHandler()).setBody(e -> page()).to(RUN).process(failing(1));
            }
        });
        MockEndpoint done = getMockEndpoint("mock:done");
        done.expectedMessageCount(3);

        done.assertIsSatisfied();
        assertThat(submissions()).isEqualTo(3);
        assertThat(deletions()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "to", "multicast", "recipients", "split", "nested split", "enrich", "seda", "loop", "breaker" })
    @DisplayName("A step whose copies submit does so once, although its caller is redelivered twice")
    void copies(String kind) throws Exception {
        routeOfCopies(kind);

        assertDone(1);
        assertThat(deletions()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "split", "loop", "multicast" })
    @DisplayName("Each part, iteration and branch behind a create adds to its job")
    void behindACreate(String kind) throws Exception {
        String update = "diffbot:bulk/job?operation=update";
        sandbox().hold();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                RouteDefinition in = from("timer:once?delay=0&repeatCount=1").setBody(e -> page()).to("diffbot:bulk/job");
                switch (kind) {
                    case "split" -> in.setBody(e -> List.of(pages(2), pages(3))).split(body()).to(update).end();
                    case "loop" -> in.loop(2).copy().setBody(e -> pages(2)).to(update).end();
                    default -> in.setBody(e -> pages(2)).multicast().to(update, update).end();
                }
                in.to("mock:done");
            }
        });

        assertDone(3);
    }

    @Test
    @DisplayName("The next attempts of a failover continue with the job of each message")
    void failover() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from(ONE_AFTER_ANOTHER + 2).errorHandler(noErrorHandler()).setBody(e -> page())
                        .loadBalance().failover(2, false, true).to("direct:inner").end().to("mock:done");
                from("direct:inner").errorHandler(noErrorHandler()).to(RUN).process(failing(2));
            }
        });
        MockEndpoint done = getMockEndpoint("mock:done");
        done.expectedMessageCount(2);

        done.assertIsSatisfied();
        assertThat(submissions()).isEqualTo(2);
        assertThat(deletions()).isEqualTo(1);
    }

    private void assertDone(int submissions) throws InterruptedException {
        MockEndpoint done = getMockEndpoint("mock:done");
        done.expectedMessageCount(1);
        done.assertIsSatisfied();
        assertThat(submissions()).isEqualTo(submissions);
    }
}
