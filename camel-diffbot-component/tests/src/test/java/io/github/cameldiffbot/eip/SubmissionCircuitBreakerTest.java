/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.FaultCase;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The circuit breaker runs its steps with a copy of the exchange. */
@DisplayName("In a circuit breaker a message is paid once")
@FaultCase("L4")
class SubmissionCircuitBreakerTest extends SubmissionTestSupport {

    @Test
    @DisplayName("A redelivered circuit breaker continues with the job")
    void circuitBreaker() throws Exception {
        sandbox().hold();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0)
                        .onRedelivery(releasing())).to("direct:breaker").to("mock:done");
                from("direct:breaker").errorHandler(noErrorHandler()).circuitBreaker().to(RUN + "&timeout=2000").end();
            }
        });

        assertDone(1, () -> send("direct:in", page()));
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    @DisplayName("The fallback of a circuit breaker continues with the job")
    void circuitBreakerFallback(boolean ended) throws Exception {
        if (!ended) {
            sandbox().hold();
        }
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").circuitBreaker().to(ended ? RUN : SHORT_RUN).process(failing(1))
                        .onFallback().process(releasing()).to(RUN).end().to("mock:done");
            }
        });

        assertDone(1, () -> send("direct:in", page()));
    }

    @Test
    @DisplayName("The fallback of a circuit breaker that timed out waits for the job of the running call")
    void circuitBreakerTimeout() throws Exception {
        sandbox().hold();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").circuitBreaker().resilience4jConfiguration().timeoutEnabled(true).timeoutDuration(400).end()
                        .to(RUN).onFallback().process(releasing()).to(RUN).end().to("mock:done");
            }
        });

        assertDone(1, () -> send("direct:in", page()));
    }

    @Test
    @DisplayName("Redeliveries that an open circuit rejects, and the one that it permits, continue with the job")
    void openCircuit() throws Exception {
        sandbox().hold();
        AtomicInteger refused = new AtomicInteger();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").errorHandler(defaultErrorHandler().maximumRedeliveries(200).redeliveryDelay(100)
                        .onRedelivery(releasing()).onExceptionOccurred(exchange -> {
                            if (exchange.getException(CallNotPermittedException.class) != null) {
                                refused.incrementAndGet();
                            }
                        })).to("direct:breaker").to("mock:done");
                from("direct:breaker").errorHandler(noErrorHandler()).circuitBreaker().resilience4jConfiguration()
                        .slidingWindowSize(1).minimumNumberOfCalls(1).waitDurationInOpenState(1)
                        // otherwise Camel continues behind an open circuit without an error
                        .throwExceptionWhenHalfOpenOrOpenState(true).end()
                        .to(SHORT_RUN).end();
            }
        });

        assertDone(1, () -> send("direct:in", page()));
        assertThat(refused).hasPositiveValue();
    }

    @Test
    @DisplayName("The fallback of an open circuit continues with the job of the delivery that opened it")
    void openCircuitFallback() throws Exception {
        sandbox().hold();
        AtomicInteger calls = new AtomicInteger();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0))
                        .to("direct:breaker").to("mock:done");
                from("direct:breaker").errorHandler(noErrorHandler()).circuitBreaker().resilience4jConfiguration()
                        .slidingWindowSize(1).minimumNumberOfCalls(1).waitDurationInOpenState(60).end()
                        .process(exchange -> calls.incrementAndGet()).to(SHORT_RUN)
                        .onFallback().process(failing(1)).process(releasing()).to(RUN).end();
            }
        });

        assertDone(1, () -> send("direct:in", page()));
        assertThat(calls).hasValue(1);
    }
}
