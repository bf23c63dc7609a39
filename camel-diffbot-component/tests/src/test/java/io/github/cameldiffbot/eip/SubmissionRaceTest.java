/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.sandbox.Fault;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A step that is repeated while its first poll is slow submits once")
@FaultCase("L4")
class SubmissionRaceTest extends SubmissionTestSupport {

    @Test
    @DisplayName("The fallback of a circuit breaker that timed out continues with the job")
    void circuitBreaker() throws Exception {
        slowPoll("/v3/bulk");
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").circuitBreaker().resilience4jConfiguration().timeoutEnabled(true).timeoutDuration(500).end()
                        .to("direct:step").onFallback().to(RUN + "&timeout=3000").end();
                from("direct:step").errorHandler(noErrorHandler()).to(RUN).to("mock:step");
            }
        });

        send("direct:in", page());

        assertThat(submissions()).isEqualTo(1);
        assertThat(deletions()).isZero();
    }

    @ParameterizedTest
    @CsvSource({ "create, urls", "run, urls", "update, urls", "restart, restart", "startRound, roundStart", "delete, delete" })
    @DisplayName("A multicast that timed out and is redelivered sends the change once")
    void multicast(String operation, String parameter) throws Exception {
        boolean creates = operation.equals("create") || operation.equals("run");
        if (!creates) {
            send("diffbot:crawl/job?operation=run", page());
        }
        long before = changes(parameter);
        slowPoll("/v3/crawl");
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0))
                        .to("direct:all");
                from("direct:all").errorHandler(noErrorHandler())
                        .multicast().parallelProcessing().timeout(700).to("direct:step").end().process(failing(1));
                from("direct:step").errorHandler(noErrorHandler())
                        .to("diffbot:crawl/job?operation=" + operation + (creates ? "&onExisting=replace" : ""))
                        .to("mock:step");
            }
        });
        MockEndpoint step = getMockEndpoint("mock:step");
        step.expectedMessageCount(2);

        send("direct:in", page());
        sandbox().release();

        step.assertIsSatisfied();
        assertThat(changes(parameter) - before).isEqualTo(1);
        assertThat(deletions()).isEqualTo(operation.equals("delete") ? 1 : 0);
    }

    private static long changes(String parameter) {
        return parameter.equals("urls") ? submissions() : calls(parameter);
    }

    private static void slowPoll(String path) {
        sandbox().hold();
        sandbox().fail(Fault.on(path).method("GET").delay(Duration.ofMillis(1_500)).times(1));
    }
}
