/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.eip.InterceptingProxy.Request;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Submissions that Diffbot carries out after their response was lost or timed out: they are found and paid once.
 */
@DisplayName("A submission that Diffbot carries out late is found and paid once")
class UnknownOutcomeLateTest extends ProxyTestSupport {

    private static final Predicate<Request> CREATE = request -> request.has("urls=");
    /** So many that reads, which have the short timeout of the create, get a response on a busy machine. */
    private static final int RETRIES = 50;

    @Test
    @FaultCase("N13")
    @DisplayName("A submission that takes Diffbot longer than requestTimeout is paid once")
    void slowCreate() throws Exception {
        DiffbotComponent impatient = newComponent();
        impatient.setRequestTimeout(200);
        impatient.setMaxRetries(RETRIES);
        TestComponents.setGrace(impatient, Duration.ofSeconds(60));
        context.addComponent("impatient", impatient);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:impatient").to("impatient:bulk/slow?operation=run&onExisting=replace");
            }
        });
        CountDownLatch polledInVain = new CountDownLatch(3);
        proxy.rule((request, handOn) -> {
            if (CREATE.test(request)) {
                await(polledInVain);
                return handOn.ask();
            }
            polledInVain.countDown();
            return null;
        });

        Job job = job(send("direct:impatient", page()));

        assertThat(job.getStatus().getCode()).isEqualTo(9);
        assertThat(proxy.requests(CREATE)).hasSize(1);
        assertThat(sandbox().job("slow").submitted()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 502, 503 })
    @FaultCase("N4")
    @DisplayName("A submission whose connection broke immediately, and that Diffbot still carries out, is paid once")
    void lateAfterABreak(int status) throws Exception {
        DiffbotComponent patient = newComponent();
        TestComponents.setGrace(patient, Duration.ofSeconds(60));
        patient.setMaxRetries(1);
        context.addComponent("patient", patient);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:patient").to("patient:bulk/late" + status + "?operation=run&onExisting=replace");
            }
        });
        AtomicReference<InterceptingProxy.HandOn> atWork = new AtomicReference<>();
        AtomicInteger polls = new AtomicInteger();
        proxy.rule((request, handOn) -> {
            if (CREATE.test(request)) {
                atWork.set(handOn);
                return status == 0 ? InterceptingProxy.Response.BREAK : new InterceptingProxy.Response(status, "");
            }
            if (atWork.get() != null && polls.incrementAndGet() == 4) {
                atWork.get().ask();
            }
            return null;
        });

        Job job = job(send("direct:patient", page()));

        assertThat(job.getStatus().getCode()).isEqualTo(9);
        assertThat(proxy.requests(CREATE)).hasSize(1);
        assertThat(sandbox().job("late" + status).submitted()).isEqualTo(1);
    }

    @Test
    @FaultCase("N4")
    @DisplayName("A redelivery of a submission with an unknown outcome polls until its job appears, and pays nothing again")
    void lateAfterAnUnknownOutcome() throws Exception {
        DiffbotComponent patient = newComponent();
        TestComponents.setGrace(patient, Duration.ofSeconds(60));
        // no poll of the first delivery has a response
        patient.setRequestTimeout(200);
        patient.setMaxRetries(RETRIES);
        context.addComponent("patient", patient);
        AtomicBoolean redelivered = new AtomicBoolean();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0)
                        .onRedelivery(exchange -> redelivered.set(true)));
                from("direct:patient").to("patient:bulk/unknown?operation=run");
            }
        });
        AtomicReference<InterceptingProxy.HandOn> atWork = new AtomicReference<>();
        AtomicInteger polls = new AtomicInteger();
        proxy.rule((request, handOn) -> {
            if (CREATE.test(request)) {
                atWork.set(handOn);
                return InterceptingProxy.Response.BREAK;
            }
            if (atWork.get() != null && !redelivered.get()) {
                return InterceptingProxy.Response.BREAK;
            }
            if (redelivered.get() && polls.incrementAndGet() == 3) {
                atWork.get().ask();
            }
            return null;
        });

        Job job = job(send("direct:patient", page()));

        assertThat(job.getStatus().getCode()).isEqualTo(9);
        assertThat(proxy.requests(CREATE)).hasSize(1);
        assertThat(sandbox().job("unknown").submitted()).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
