/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;

import io.github.cameldiffbot.FaultCase;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.apache.camel.builder.Builder.body;
import static org.apache.camel.builder.Builder.constant;
import static org.assertj.core.api.Assertions.assertThat;

/** Each attempt of a failover gets a new copy of the message, without a trace of the failure before. */
@DisplayName("A failover, which passes a new copy to each attempt, submits a message once")
@FaultCase("L4")
class SubmissionFailoverTest extends SubmissionTestSupport {

    private static final String ADD = "diffbot:bulk/job?onExisting=update";

    @ParameterizedTest
    @ValueSource(strings = { ADD, "diffbot:bulk/job?onExisting=replace", RUN })
    @DisplayName("The next target continues with a job whose submission succeeded before a later step failed")
    void nextTarget(String step) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").loadBalance().failover().to("direct:first", "direct:second").end().to("mock:done");
                from("direct:first").errorHandler(noErrorHandler()).to(step).process(failing(1));
                from("direct:second").errorHandler(noErrorHandler()).to(step);
            }
        });

        assertSubmittedOnce(send("direct:in", page()));
    }

    @ParameterizedTest
    @ValueSource(strings = { ADD, RUN })
    @DisplayName("The same target continues with its job, although the copy that submitted it is garbage")
    void sameTarget(String step) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").loadBalance().failover(2, false, true).to("direct:first").end().to("mock:done");
                from("direct:first").errorHandler(noErrorHandler()).process(e -> System.gc()).to(step).process(failing(2));
            }
        });

        assertSubmittedOnce(send("direct:in", page()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "split", "multicast", "parallel", "route", "pipeline", "handled", "headers" })
    @DisplayName("The next attempt continues with the jobs of the one before, also from parts and branches")
    void inAnyPattern(String kind) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                if (kind.equals("pipeline")) {
                    from("direct:in").errorHandler(noErrorHandler()).loadBalance().failover(1, true, true)
                            .pipeline().to(RUN).process(failing(1)).end().end();
                    return;
                }
                from("direct:in").loadBalance().failover(1, true, true).to("direct:first").end().to("mock:done");
                RouteDefinition first = from("direct:first");
                if (!kind.equals("handled")) {
                    first.errorHandler(noErrorHandler());
                }
                switch (kind) {
                    case "split" -> first.split(body()).to("direct:run").end();
                    case "multicast" -> first.multicast().to("mock:other", "direct:run").end();
                    case "parallel" -> first.multicast().parallelProcessing().to("direct:run", "mock:other").end();
                    case "headers" -> first.to("direct:run").removeHeaders("*");
                    default -> first.to("direct:run");
                }
                first.process(failing(1));
                from("direct:run").errorHandler(noErrorHandler()).to(RUN);
            }
        });

        assertSubmittedOnce(send("direct:in", page()));
    }

    @Test
    @DisplayName("A redelivery of a failover that failed as a whole continues with the job")
    void redelivered() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0))
                        .to("direct:balanced").to("mock:done");
                from("direct:balanced").errorHandler(noErrorHandler())
                        .loadBalance().failover(1, false, true).to("direct:first").end();
                from("direct:first").errorHandler(noErrorHandler()).to(RUN).process(failing(3));
            }
        });

        assertSubmittedOnce(send("direct:in", page()));
    }

    @Test
    @DisplayName("A target with other URLs submits them")
    void otherUrls() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").loadBalance().failover().to("direct:first", "direct:second").end();
                from("direct:first").errorHandler(noErrorHandler()).to(ADD).process(failing(1));
                from("direct:second").errorHandler(noErrorHandler()).setBody(constant(pages(2))).to(ADD);
            }
        });

        assertThat(send("direct:in", page()).getException()).isNull();
        assertThat(submissions()).isEqualTo(2);
        assertThat(sandbox().job("job").submitted()).isEqualTo(3);
    }

    @Test
    @DisplayName("A route that is called before, in and behind a failover submits each time, and so does another step")
    void behindTheFailover() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("direct:part")
                        .loadBalance().failover().to("direct:first", "direct:second").end().to("direct:part")
                        .setBody(constant(page())).to(ADD);
                from("direct:first").errorHandler(noErrorHandler()).to("direct:part").process(failing(1));
                from("direct:second").errorHandler(noErrorHandler()).to("direct:part");
                from("direct:part").errorHandler(noErrorHandler())
                        .setBody(constant(List.of(page()))).split(body()).to(ADD).end();
            }
        });

        assertThat(send("direct:in", null).getException()).isNull();
        // before, within and behind the failover, and the last step
        assertThat(submissions()).isEqualTo(4);
    }

    @Test
    @DisplayName("A branch submits although another one that submitted the same has failed")
    void otherBranches() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").errorHandler(noErrorHandler())
                        .multicast().to("direct:first", "direct:first").end();
                from("direct:first").errorHandler(noErrorHandler()).to(ADD).process(failing(1));
            }
        });

        send("direct:in", page());
        assertThat(submissions()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({ "direct:other, 1", "direct:part, 2" })
    @DisplayName("A step behind a failover continues with the job of a failed attempt, unless the next attempt continued with it")
    void stepBehind(String second, int submissions) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").loadBalance().failover().to("direct:first", second).end().to(ADD);
                from("direct:first").errorHandler(noErrorHandler()).to("direct:part").process(failing(1));
                from("direct:part").errorHandler(noErrorHandler()).setBody(constant(page())).to(ADD)
                        .setBody(constant(page()));
                from("direct:other").errorHandler(noErrorHandler()).setBody(constant(page()));
            }
        });

        assertThat(send("direct:in", null).getException()).isNull();
        assertThat(submissions()).isEqualTo(submissions);
    }

    private static void assertSubmittedOnce(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        assertThat(submissions()).isEqualTo(1);
        assertThat(deletions()).isZero();
    }
}
