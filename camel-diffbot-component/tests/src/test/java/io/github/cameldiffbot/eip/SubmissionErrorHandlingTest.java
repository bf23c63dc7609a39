/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotJobFailedException;
import io.github.cameldiffbot.error.DiffbotWaitTimeoutException;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The handling of a failure continues with the job that the message has submitted")
@FaultCase("L4")
class SubmissionErrorHandlingTest extends SubmissionTestSupport {

    @ParameterizedTest
    @ValueSource(strings = { "direct:again", "seda:again" })
    @DisplayName("A dead letter channel that runs the step again waits for the same job")
    void deadLetterChannel(String again) throws Exception {
        sandbox().hold();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").errorHandler(deadLetterChannel(again).maximumRedeliveries(1).redeliveryDelay(0))
                        .to(SHORT_RUN);
                from(again).process(releasing()).to(RUN).to("mock:done");
            }
        });

        assertDone(1, () -> send("direct:in", page()));
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    @DisplayName("A dead letter channel continues with a job that ended before a later step failed")
    void deadLetterChannelAfterTheEnd(boolean original) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                var channel = deadLetterChannel("direct:again").maximumRedeliveries(1).redeliveryDelay(0);
                from("direct:in").errorHandler(original ? channel.useOriginalMessage() : channel).to(RUN).process(failing(2));
                from("direct:again").to(RUN).to("mock:done");
            }
        });

        assertDone(1, () -> send("direct:in", page()));
    }

    @Test
    @DisplayName("onException with handled(true) continues with the job")
    void handled() throws Exception {
        sandbox().hold();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(DiffbotWaitTimeoutException.class).handled(true).process(releasing()).to(RUN).to("mock:done");
                from("direct:in").to(SHORT_RUN);
            }
        });

        assertDone(1, () -> send("direct:in", page()));
    }

    @Test
    @DisplayName("After onException with continued(true) a second step continues with the job that was not waited for")
    void continued() throws Exception {
        sandbox().hold();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(DiffbotWaitTimeoutException.class).continued(true);
                from("direct:in").to(SHORT_RUN).process(releasing()).to(RUN).to("mock:done");
            }
        });

        assertDone(1, () -> send("direct:in", page()));
    }

    @Test
    @DisplayName("A retry in doCatch continues with the job")
    void doCatch() throws Exception {
        sandbox().hold();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").doTry().to(SHORT_RUN).doCatch(DiffbotWaitTimeoutException.class).process(releasing()).to(RUN)
                        .end().to("mock:done");
            }
        });

        assertDone(1, () -> send("direct:in", page()));
    }

    @Test
    @DisplayName("A retry in doCatch continues with a job that ended before a later step failed")
    void doCatchAfterTheEnd() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").doTry().to(RUN).process(failing(1)).doCatch(IllegalStateException.class).to(RUN).end()
                        .to("mock:done");
            }
        });

        assertDone(1, () -> send("direct:in", page()));
    }

    @Test
    @DisplayName("A job that doCatch deleted is created again by it")
    void doCatchThatDeletes() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").doTry().to(RUN).doCatch(DiffbotJobFailedException.class)
                        .to("diffbot:bulk/job?operation=delete").process(e -> e.getMessage().setBody(page())).to(RUN)
                        .end().to("mock:done");
            }
        });

        assertDone(2, () -> send("direct:in", "http://127.0.0.1:1/unreachable"));
    }

    @Test
    @DisplayName("A loop behind a doTry whose failure was handled submits in each iteration")
    void loopBehindAHandledFailure() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(RUN).doTry().process(failing(1)).doCatch(IllegalStateException.class).end()
                        .loop(2).setBody(e -> page()).to(RUN).end().to("mock:done");
            }
        });

        assertDone(3, () -> send("direct:in", page()));
    }

    @Test
    @DisplayName("A failover continues with the job")
    void failover() throws Exception {
        sandbox().hold();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").loadBalance().failover().to("direct:first", "direct:second").end().to("mock:done");
                from("direct:first").errorHandler(noErrorHandler()).to(SHORT_RUN);
                from("direct:second").errorHandler(noErrorHandler()).process(releasing()).to(RUN);
            }
        });

        assertDone(1, () -> send("direct:in", page()));
    }

    @Test
    @DisplayName("A message that is sent again by a processor continues with the job that was not waited for")
    void sentAgain() throws Exception {
        sandbox().hold();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").process(exchange -> {
                    exchange.getContext().createProducerTemplate().send(SHORT_RUN, exchange);
                    assertThat(exchange.getException()).isInstanceOf(DiffbotWaitTimeoutException.class);
                    exchange.setException(null);
                    sandbox().release();
                }).to(RUN).to("mock:done");
            }
        });

        assertDone(1, () -> send("direct:in", page()));
    }
}
