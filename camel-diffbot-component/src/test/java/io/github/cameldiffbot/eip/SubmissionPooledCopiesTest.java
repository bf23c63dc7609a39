/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import io.github.cameldiffbot.FaultCase;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.impl.engine.PooledProcessorExchangeFactory;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * K2 with pooled copies of exchanges, too, as with {@code camel.main.exchange-factory=pooled}. The circuit breaker is
 * excluded: Camel 4.18.0 returns the exchange to the pool there instead of its copy.
 */
@FaultCase("L4")
class SubmissionPooledCopiesTest extends SubmissionTestSupport {

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        camelContext.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        camelContext.getCamelContextExtension().setProcessorExchangeFactory(new PooledProcessorExchangeFactory());
        return camelContext;
    }

    @ParameterizedTest
    @ValueSource(strings = { "multicast", "recipients", "split", "nested split", "enrich" })
    @DisplayName("A step whose copies submit does so once, although its caller is redelivered twice")
    void copies(String kind) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:once?delay=0&repeatCount=1")
                        .errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0))
                        .to("direct:inner").to("mock:done");
                RouteDefinition inner = from("direct:inner").errorHandler(noErrorHandler()).setBody(e -> page());
                switch (kind) {
                    case "multicast" -> inner.multicast().to("direct:run").end();
                    case "recipients" -> inner.recipientList(constant("direct:run"));
                    case "split" -> inner.split(body()).to("direct:run").end();
                    case "nested split" -> inner.split(body()).split(body()).to("direct:run").end().end();
                    default -> inner.enrich("direct:run", (original, response) -> original);
                }
                inner.process(failing(2));
                from("direct:run").errorHandler(noErrorHandler()).to(RUN);
            }
        });
        MockEndpoint done = getMockEndpoint("mock:done");
        done.expectedMessageCount(1);

        done.assertIsSatisfied();
        assertThat(submissions()).isEqualTo(1);
        assertThat(deletions()).isZero();
    }
}
