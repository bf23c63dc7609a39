/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.FullChanges;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("No sent change is forgotten, whatever the number of changes of a message")
@FaultCase("L4")
@Tag("slow")
class SubmissionLimitTest extends SubmissionTestSupport {

    @Test
    @DisplayName("A message sends up to 10,000 changes; one more is an error before it is sent, and none is sent again")
    void limit() throws Exception {
        sandbox().hold();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0)
                        .logExhausted(false)).to("direct:work");
                from("direct:work").errorHandler(noErrorHandler()).setBody(constant(page())).to("diffbot:bulk/first")
                        .setBody(constant(page())).to("diffbot:bulk/second");
            }
        });

        Exchange exchange = template.request("direct:in", message -> FullChanges.add(message, 9_999));

        assertThat(exchange.getException()).isInstanceOf(IllegalStateException.class).hasMessageContaining("10000 changes")
                .hasMessageContaining("as new messages");
        assertThat(submissions()).isEqualTo(1);
        assertThat(sandbox().job("first")).isNotNull();
        assertThat(sandbox().job("second")).isNull();
    }

    @Test
    @DisplayName("Beyond the limit, replace does not delete the old job")
    void replace() throws Exception {
        send("diffbot:bulk/job", page());

        Exchange exchange = template.request("diffbot:bulk/job?onExisting=replace", message -> {
            FullChanges.add(message, 10_000);
            message.getMessage().setBody(page());
        });

        assertThat(exchange.getException()).isInstanceOf(IllegalStateException.class).hasMessageContaining("10000 changes");
        assertThat(deletions()).isZero();
        assertThat(sandbox().job("job")).isNotNull();
    }
}
