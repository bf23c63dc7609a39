/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.FakeDiffbot;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotWaitStoppedException;
import io.github.cameldiffbot.error.DiffbotWaitTimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Routes that are slow or wait for a second job delay no other wait, timeout, create or stop")
@FaultCase("L7")
@Timeout(120)
class BlockingRoutesTest extends WaitTestSupport {

    /** More than the threads for routes whose wait ended. */
    private static final int MANY = 14;

    private final CountDownLatch release = new CountDownLatch(1);
    private final Set<String> routeThreads = ConcurrentHashMap.newKeySet();

    @AfterEach
    void releaseRoutes() {
        release.countDown();
    }

    private void slow(Exchange exchange) throws InterruptedException {
        routeThreads.add(Thread.currentThread().getName());
        release.await(60, TimeUnit.SECONDS);
    }

    private void awaitInBean(Exchange exchange) {
        exchange.getContext().createProducerTemplate().requestBodyAndHeaders("direct:second", null, job("second"));
    }

    @Test
    @DisplayName("More slow routes than threads: timeouts fire in time, other waits and creates continue")
    void slowRoutes() throws Exception {
        names(MANY).forEach(diffbot::create);
        diffbot.create("other");
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:slow").to("diffbot:bulk?operation=await").process(BlockingRoutesTest.this::slow);
                from("direct:other").to("diffbot:bulk?operation=await&timeout=200");
            }
        });
        List<CompletableFuture<Exchange>> slow = sendAll("direct:slow", names(MANY));
        awaitParked(MANY);
        names(MANY).forEach(diffbot::end);
        awaitParked(0);
        Awaitility.await().until(() -> routeThreads.size() == 10);

        CompletableFuture<Exchange> other = send("direct:other", "other");
        Duration taken = time(() -> assertThat(done(other).getException()).isInstanceOf(DiffbotWaitTimeoutException.class));

        assertThat(taken).isLessThan(SOON);
        assertThat(routeThreads).allMatch(name -> name.contains("DiffbotRun"));
        release.countDown();
        assertAllSucceed(slow);
    }

    @ParameterizedTest
    @ValueSource(strings = { "direct:bean", "direct:transacted", "direct:circuitBreaker", "direct:seda", "direct:parallel" })
    @DisplayName("More routes that block for a second job than threads: all continue when it ends")
    void blockingForASecondJob(String route) throws Exception {
        names(MANY).forEach(diffbot::create);
        diffbot.create("second");
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:second").to("diffbot:bulk?operation=await");
                from("seda:second?concurrentConsumers=20").to("diffbot:bulk?operation=await");
                from("direct:bean").to("diffbot:bulk?operation=await").process(BlockingRoutesTest.this::awaitInBean);
                from("direct:transacted").transacted("transaction").to("diffbot:bulk?operation=await")
                        .setHeader("CamelDiffbotJobName", constant("second")).to("direct:second");
                from("direct:circuitBreaker").to("diffbot:bulk?operation=await").circuitBreaker()
                        .faultToleranceConfiguration().end().resilience4jConfiguration().timeoutEnabled(false).end()
                        .setHeader("CamelDiffbotJobName", constant("second")).to("direct:second").end();
                from("direct:seda").to("diffbot:bulk?operation=await").setHeader("CamelDiffbotJobName", constant("second"))
                        .process(exchange -> exchange.getContext().createProducerTemplate()
                                .requestBodyAndHeaders("seda:second", null, job("second")));
                from("direct:parallel").to("diffbot:bulk?operation=await").setHeader("CamelDiffbotJobName", constant("second"))
                        .multicast().parallelProcessing().to("direct:second", "direct:second").end();
            }
        });
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        List<Thread> senders = new ArrayList<>();
        for (String name : names(MANY)) {
            CompletableFuture<Exchange> done = new CompletableFuture<>();
            sent.add(done);
            // a transaction keeps the thread of the sender
            Thread sender = new Thread(
                    () -> done.complete(template.request(route,
                            exchange -> exchange.getMessage().setHeader("CamelDiffbotJobName", name))));
            sender.start();
            senders.add(sender);
        }
        awaitParked(MANY);
        names(MANY).forEach(diffbot::end);
        awaitSecond();

        diffbot.end("second");

        assertAllSucceed(sent);
        for (Thread sender : senders) {
            sender.join();
        }
    }

    /** Waits until the maximum number waits for the second job. */
    private void awaitSecond() {
        Awaitility.await().until(() -> parked() >= 10);
    }

    @Test
    @DisplayName("14 creates admitted together that each block for a second job: all end, and the context stops immediately")
    void permitsAndSecondJobs() throws Exception {
        component(context).setMaxActiveJobs(100);
        routes(blockingCreates());
        List<CompletableFuture<Exchange>> sent = sendAll("direct:in", names(MANY));
        Awaitility.await().until(() -> parked() == MANY);

        diffbot.endAll();
        assertAllSucceed(sent);
        assertThat(time(context::stop)).isLessThan(SOON);
    }

    @Test
    @DisplayName("The context stops in time while 14 creates block for a second job")
    void stopWhileBlocked() throws Exception {
        component(context).setMaxActiveJobs(100);
        routes(blockingCreates());
        List<CompletableFuture<Exchange>> sent = sendAll("direct:in", names(MANY));
        awaitParked(MANY);

        assertThat(time(context::stop)).isLessThan(SOON);

        for (CompletableFuture<Exchange> one : sent) {
            assertThat(done(one).getException()).hasStackTraceContaining(DiffbotWaitStoppedException.class.getName());
        }
        Awaitility.await().untilAsserted(() -> assertThat(diffbotThreads()).isEmpty());
    }

    private static DiffbotComponent component(CamelContext context) {
        return context.getComponent("diffbot", DiffbotComponent.class);
    }

    private static RouteBuilder blockingCreates() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").setBody(constant("http://example.org/1")).to("diffbot:bulk?operation=create")
                        .process(exchange -> {
                            String second = exchange.getMessage().getHeader("CamelDiffbotJobName") + "-2";
                            exchange.getContext().createProducerTemplate().requestBodyAndHeaders("direct:second",
                                    "http://example.org/2", job(second));
                        });
                from("direct:second").to("diffbot:bulk?operation=run");
            }
        };
    }

    @Tag("platform-threads")
    @Test
    @DisplayName("A second wait in the same route needs no thread: a thousand exchanges pass through two threads")
    void oneAfterTheOther() throws Exception {
        diffbot.create("job0");
        diffbot.create("second");
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("diffbot:bulk?operation=await").setHeader("CamelDiffbotJobName", constant("second"))
                        .to("diffbot:bulk?operation=await")
                        .process(exchange -> routeThreads.add(Thread.currentThread().getName()));
            }
        });
        List<CompletableFuture<Exchange>> sent = sendAll("direct:in", Collections.nCopies(1_000, "job0"));
        awaitParked(1_000);
        assertThat(diffbotThreads()).hasSizeLessThanOrEqualTo(2);
        diffbot.end("job0");
        Awaitility.await().until(() -> parked() == 1_000 && diffbot.status("job0") == 9);

        diffbot.end("second");

        assertAllSucceed(sent);
        assertThat(routeThreads.size()).isLessThanOrEqualTo(20);
    }

    @Test
    @DisplayName("A timeout ends its wait in time although the status call hangs")
    void callThatHangs() throws Exception {
        diffbot.create("job0");
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("diffbot:bulk?operation=await&timeout=2000");
            }
        });
        CompletableFuture<Exchange> sent = send("direct:in", "job0");
        awaitParked(1);
        diffbot.hang(FakeDiffbot.Call::isPoll);

        Duration taken = time(() -> assertThat(done(sent).getException()).isInstanceOf(DiffbotWaitTimeoutException.class));

        assertThat(taken).isLessThan(SOON);
    }

}
