/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.kamelet;

import java.util.Map;

import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import io.github.cameldiffbot.sandbox.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The steps of a Kamelet use the error handler of the calling route: a redelivery repeats the failed step, and not the Kamelet")
class KameletRedeliveryTest extends KameletTestSupport {

    // two routes with one Kamelet share its steps, with the error handler of one of them: each test has its own route
    private void start(boolean around) throws Exception {
        String kamelet = kamelet("diffbot-bulk-action", "jobName=shop");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(1));
                from("direct:in").to(around ? "direct:kamelet" : kamelet).to("mock:out");
                if (around) {
                    from("direct:kamelet").errorHandler(noErrorHandler()).to(kamelet);
                }
            }
        });
        context.start();
        sandbox().fail(Fault.on("/v3/bulk/data").missingBracket().times(1));
    }

    @Test
    @DisplayName("A redelivery of the whole Kamelet reads the paid job")
    void ofAll() throws Exception {
        start(true);

        assertThat(json(send(urls(3), Map.of()))).hasSize((int) sandbox().job("shop").objectsFound()).isNotEmpty();
        assertThat(sandbox().job("shop").submitted()).isEqualTo(3);
        assertThat(mock().getReceivedCounter()).isEqualTo(1);
    }

    @Test
    @DisplayName("A redelivery of the step that reads gets the failure again, and never half of the records")
    void ofAStep() throws Exception {
        start(false);

        Exchange exchange = context.createFluentProducerTemplate().to("direct:in").withBody(urls(3)).send();

        assertThat(exchange.getException())
                .hasStackTraceContaining(DiffbotTruncatedDataException.class.getName());
        assertThat(sandbox().job("shop").submitted()).isEqualTo(3);
        assertThat(mock().getReceivedCounter()).isZero();
    }
}
