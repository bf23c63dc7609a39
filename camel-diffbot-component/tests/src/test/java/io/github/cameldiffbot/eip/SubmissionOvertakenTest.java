/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.AbstractList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.model.RouteDefinition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A copy from before a failure is still in its step when the copy of the redelivery submits. */
@DisplayName("A copy from before a failure and the copy of its redelivery submit once")
@FaultCase("L4")
class SubmissionOvertakenTest extends SubmissionTestSupport {

    private final CountDownLatch inStep = new CountDownLatch(1);
    private final CountDownLatch proceed = new CountDownLatch(1);

    @ParameterizedTest
    @CsvSource({
            "tap, diffbot:bulk/job?onExisting=update", "tap, diffbot:bulk/job?operation=run&onExisting=replace",
            "route, diffbot:bulk/job?onExisting=update", "seda, diffbot:bulk/job?operation=run&onExisting=replace" })
    @DisplayName("A copy that is overtaken by that of a redelivery continues with its job")
    void copies(String kind, String step) throws Exception {
        MockEndpoint done = getMockEndpoint("mock:done");
        done.expectedMessageCount(kind.equals("tap") ? 0 : 2);
        AtomicBoolean failed = new AtomicBoolean();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0))
                        .to("direct:all");
                RouteDefinition all = from("direct:all").errorHandler(noErrorHandler());
                switch (kind) {
                    case "seda" -> all.to("seda:step?waitForTaskToComplete=Never&concurrentConsumers=2");
                    case "route" -> all.wireTap("direct:step").end();
                    default -> all.wireTap(step).end();
                }
                all.process(e -> {
                    if (failed.compareAndSet(false, true)) {
                        await(inStep);
                        throw new IllegalStateException("The route fails");
                    }
                });
                from("direct:step").errorHandler(noErrorHandler()).to(step).to("mock:done");
                from("seda:step?concurrentConsumers=2").errorHandler(noErrorHandler()).to(step).to("mock:done");
            }
        });

        assertThat(send("direct:in", slowAtFirst()).getException()).isNull();
        Awaitility.await().until(() -> submissions() == 1);
        proceed.countDown();

        done.assertIsSatisfied();
        Awaitility.await().until(() -> context.getInflightRepository().size() == 0);
        assertThat(submissions()).isEqualTo(1);
        assertThat(deletions()).isZero();
    }

    @Test
    @DisplayName("A part of a split submits beside another one whose run is redelivered, if Camel shows the same index for both")
    void redeliveredRun() throws Exception {
        sandbox().hold();
        Collection<String> urls = slowAtFirst();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").split(constant(List.of(1, 2))).parallelProcessing().to("direct:part").end();
                from("direct:part").split(constant("one")).setBody(e -> urls)
                        .to("direct:step").process(e -> proceed.countDown()).end();
                from("direct:step").errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0)
                        .onRedelivery(e -> resume())).to(RUN + "&failOnPause=true");
            }
        });

        CompletableFuture<Exchange> sent = template.asyncSend("direct:in", e -> {
        });
        Awaitility.await().until(() -> sandbox().job("job") != null);
        template.requestBody("diffbot:bulk/job?operation=pause", null, Job.class);

        assertThat(sent.get(30, TimeUnit.SECONDS).getException()).isNull();
        assertThat(submissions()).isEqualTo(2);
    }

    private void resume() {
        template.requestBody("diffbot:bulk/job?operation=resume", null, Job.class);
        sandbox().release();
    }

    /** Returns a URL whose first reader waits. */
    private Collection<String> slowAtFirst() {
        AtomicBoolean first = new AtomicBoolean(true);
        return new AbstractList<>() {
            @Override
            public Iterator<String> iterator() {
                if (first.getAndSet(false)) {
                    inStep.countDown();
                    await(proceed);
                }
                return super.iterator();
            }

            @Override
            public String get(int index) {
                return page();
            }

            @Override
            public int size() {
                return 1;
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
