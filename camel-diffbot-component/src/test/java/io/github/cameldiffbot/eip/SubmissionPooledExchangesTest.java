/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import io.github.cameldiffbot.FaultCase;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** K2 where Camel uses exchanges again for other messages. */
@FaultCase("L4")
class SubmissionPooledExchangesTest extends SubmissionTestSupport {

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
                from("timer:often?period=1&delay=0&repeatCount=3")
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
}
