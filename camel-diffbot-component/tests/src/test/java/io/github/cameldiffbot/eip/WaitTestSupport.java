/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.FakeDiffbot;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.SedaStops;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.TestContext;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Routes around steps that wait for jobs. The test ends the jobs.
 */
@ExtendWith(QuickAwait.class)
abstract class WaitTestSupport extends CamelTestSupport {

    static final Duration TICK = Duration.ofMillis(50);
    /** More than any stop that ends the waits takes on a busy machine, and less than any timeout it could wait for. */
    static final Duration SOON = Duration.ofSeconds(30);

    final FakeDiffbot diffbot = new FakeDiffbot();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = new TestContext();
        camelContext.addComponent("diffbot", component());
        SedaStops.quick(camelContext);
        camelContext.getShutdownStrategy().setTimeout(60);
        camelContext.getRegistry().bind("transaction", new SpringTransaction());
        return camelContext;
    }

    DiffbotComponent component() {
        DiffbotComponent component = TestComponents.of(diffbot.baseUrl());
        component.setMaxRetries(0);
        TestComponents.pollEvery(component, TICK.toMillis());
        return component;
    }

    @AfterEach
    void closeServer() {
        diffbot.close();
    }

    void routes(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
    }

    static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "job" + i).toList();
    }

    /** Starts an exchange for each job, whose name is in the header CamelDiffbotJobName and in the body. */
    List<CompletableFuture<Exchange>> sendAll(String uri, List<String> jobs) throws Exception {
        Endpoint endpoint = context.getEndpoint(uri);
        AsyncProcessor producer = endpoint.createAsyncProducer();
        context.addService(producer);
        return jobs.stream().map(job -> {
            Exchange exchange = endpoint.createExchange();
            exchange.getMessage().setHeader("CamelDiffbotJobName", job);
            exchange.getMessage().setBody(job);
            return producer.processAsync(exchange);
        }).toList();
    }

    CompletableFuture<Exchange> send(String uri, String job) throws Exception {
        return sendAll(uri, List.of(job)).get(0);
    }

    // a stalled level of threads gets another one every two seconds, which adds up on a busy machine
    static Exchange done(CompletableFuture<Exchange> sent) throws Exception {
        return sent.get(60, TimeUnit.SECONDS);
    }

    static void assertAllSucceed(List<CompletableFuture<Exchange>> sent) throws Exception {
        for (CompletableFuture<Exchange> one : sent) {
            assertThat(done(one).getException()).isNull();
        }
    }

    static void assertAllFail(List<CompletableFuture<Exchange>> sent, Class<? extends Throwable> type) throws Exception {
        for (CompletableFuture<Exchange> one : sent) {
            assertThat(done(one).getException()).isInstanceOf(type);
        }
    }

    void awaitParked(int count) {
        Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> parked() == count);
    }

    int parked() {
        return (int) context.getComponent("diffbot", DiffbotComponent.class).getPendingWaits();
    }

    /** Returns the threads of the component by the names of their pools. */
    static Stream<String> diffbotThreads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.contains("Diffbot"))
                .map(name -> name.replaceAll(".*(Diffbot[A-Z][a-z]+).*", "$1"));
    }

    /** Returns the duration of an action. */
    static Duration time(Action action) throws Exception {
        long begun = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** An action in a test. */
    interface Action {

        void run() throws Exception;
    }

    static Map<String, Object> job(String name) {
        return Map.of("CamelDiffbotJobName", name);
    }
}
