/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import io.github.cameldiffbot.FaultCase;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A message that comes to a step again through a queue is paid once")
@FaultCase("L4")
class SubmissionQueueRetryTest extends SubmissionTestSupport {

    @BeforeEach
    void addQueue() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:work").errorHandler(noErrorHandler()).to(RUN).process(failing(1));
                from("seda:again").errorHandler(noErrorHandler()).setBody(e -> page()).to("direct:work").to("mock:done");
                from("seda:other").errorHandler(noErrorHandler()).setBody(e -> page()).to(RUN).to("mock:done");
                from("seda:more").errorHandler(noErrorHandler()).setBody(e -> pages(2))
                        .to("diffbot:bulk/job?onExisting=update").to("mock:done");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "seda:again", "seda:other" })
    @DisplayName("A dead letter channel with a queue continues with the job, at the same step and at another step")
    void deadLetterChannel(String queue) throws Exception {
        handledBy(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").errorHandler(deadLetterChannel(queue)).to("direct:work");
            }
        });
        assertThat(submissions()).isEqualTo(1);
    }

    @Test
    @DisplayName("A dead letter channel with a queue and the original message continues with the job")
    void originalMessage() throws Exception {
        handledBy(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").errorHandler(deadLetterChannel("seda:again").useOriginalMessage()).to("direct:work");
            }
        });
        assertThat(submissions()).isEqualTo(1);
    }

    @Test
    @DisplayName("onException with a queue continues with the job")
    void onException() throws Exception {
        handledBy(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").onException(Exception.class).handled(true).to("seda:again").end().to("direct:work");
            }
        });
        assertThat(submissions()).isEqualTo(1);
    }

    @Test
    @DisplayName("onException with a wire tap that retries continues with the job")
    void wireTap() throws Exception {
        handledBy(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").onException(Exception.class).handled(true).setBody(e -> page()).wireTap("direct:in").end()
                        .end().to(RUN).process(failing(1)).to("mock:done");
            }
        });
        assertThat(submissions()).isEqualTo(1);
    }

    @Test
    @DisplayName("A queue that submits other URLs submits them")
    void otherUrls() throws Exception {
        handledBy(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").errorHandler(deadLetterChannel("seda:more")).to("direct:work");
            }
        });
        assertThat(submissions()).isEqualTo(2);
    }

    private void handledBy(RouteBuilder builder) throws Exception {
        routes(builder);
        MockEndpoint done = getMockEndpoint("mock:done");
        done.expectedMessageCount(1);
        send("direct:in", page());
        done.assertIsSatisfied();
        assertThat(deletions()).isZero();
    }
}
