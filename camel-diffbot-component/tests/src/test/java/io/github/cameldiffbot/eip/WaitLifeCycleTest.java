/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.FakeDiffbot;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotWaitStoppedException;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A wait ends with the stop of its route or context only, and in time")
@FaultCase("L6")
@Timeout(120)
@Tag("slow")
class WaitLifeCycleTest extends WaitTestSupport {

    private static final String AWAIT = "diffbot:bulk?operation=await&onStop=delete";

    private static final String DYNAMIC = "diffbot:bulk/${header.CamelDiffbotJobName}?operation=await&onStop=delete";

    @ParameterizedTest
    @ValueSource(strings = { AWAIT, DYNAMIC })
    @DisplayName("A route that receives messages continuously stops in time, each time, and starts again")
    void stopUnderTraffic(String uri) throws Exception {
        names(50).forEach(diffbot::create);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("r").toD(uri.replace("delete", "leave"), 10);
            }
        });
        for (int i = 0; i < 3; i++) {
            List<CompletableFuture<Exchange>> parked = sendAll("direct:in", names(50));
            awaitParked(50);
            CountDownLatch stopped = new CountDownLatch(1);
            Thread traffic = new Thread(() -> sendUntil(stopped));
            traffic.start();

            Duration taken = time(() -> context.getRouteController().stopRoute("r", 30, TimeUnit.SECONDS));
            stopped.countDown();
            traffic.join();

            assertThat(taken).isLessThan(Duration.ofSeconds(25));
            assertThat(context.getRouteController().getRouteStatus("r")).isEqualTo(ServiceStatus.Stopped);
            assertAllFail(parked, DiffbotWaitStoppedException.class);
            assertThat(parked()).isZero();
            context.getRouteController().startRoute("r");
        }
        assertThat(diffbot.names()).hasSize(50);
        CompletableFuture<Exchange> again = send("direct:in", "job0");
        awaitParked(1);
        diffbot.endAll();
        assertThat(done(again).getException()).isNull();
    }

    private void sendUntil(CountDownLatch stopped) {
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        try {
            while (!stopped.await(1, TimeUnit.MILLISECONDS)) {
                sent.add(template.asyncSend("direct:in?block=false",
                        exchange -> exchange.getMessage().setHeader("CamelDiffbotJobName", "job0")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sent.forEach(CompletableFuture::join);
    }

    @Test
    @DisplayName("Waiting exchanges pass the route's error handler when the route stops")
    void stopAndErrorHandler() throws Exception {
        names(3).forEach(diffbot::create);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(DiffbotWaitStoppedException.class).handled(true).setBody(constant("later"));
                from("direct:in").routeId("r").to("diffbot:bulk?operation=await&onStop=pause");
            }
        });
        List<CompletableFuture<Exchange>> sent = sendAll("direct:in", names(3));
        awaitParked(3);

        context.getRouteController().stopRoute("r");

        for (CompletableFuture<Exchange> one : sent) {
            assertThat(done(one).getMessage().getBody()).isEqualTo("later");
        }
        assertThat(names(3)).allMatch(name -> diffbot.status(name) == 6);
    }

    @ParameterizedTest
    @ValueSource(strings = { "first", "middle", "last" })
    @DisplayName("A wait ends with each of the routes that its exchange is in")
    void stopOfAnyRoute(String stopped) throws Exception {
        diffbot.create("job0");
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:first").routeId("first").to("direct:middle");
                from("direct:middle").routeId("middle").to("direct:last");
                from("direct:last").routeId("last").to("diffbot:bulk?operation=await");
                from("direct:other").routeId("other").to("diffbot:bulk?operation=await");
            }
        });
        CompletableFuture<Exchange> sent = send("direct:first", "job0");
        CompletableFuture<Exchange> other = send("direct:other", "job0");
        awaitParked(2);

        assertThat(time(() -> context.getRouteController().stopRoute(stopped))).isLessThan(SOON);

        assertThat(done(sent).getException()).isInstanceOf(DiffbotWaitStoppedException.class);
        assertThat(other).isNotDone();
        diffbot.endAll();
        assertThat(done(other).getException()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "multicast", "split", "wireTap", "seda", "threads", "loop", "transacted", "circuitBreaker" })
    @DisplayName("A stop ends waits behind every EIP in time")
    void stopBehindEips(String eip) throws Exception {
        diffbot.create("job0");
        routes(eips());
        CompletableFuture<Exchange> sent = template.asyncSend("direct:" + eip,
                exchange -> exchange.getMessage().setHeader("CamelDiffbotJobName", "job0"));
        Awaitility.await().until(() -> parked() > 0);

        assertThat(time(context::stop)).isLessThan(SOON);

        Awaitility.await().until(sent::isDone);
        assertThat(parked()).isZero();
    }

    private static RouteBuilder eips() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                String await = "diffbot:bulk?operation=await";
                from("direct:multicast").multicast().parallelProcessing().to(await, await).end();
                from("direct:split").split(constant(List.of(1, 2))).to(await).end();
                from("direct:wireTap").wireTap(await);
                from("direct:seda").to("seda:waiting?waitForTaskToComplete=Always&timeout=0");
                from("seda:waiting").to(await);
                from("direct:threads").threads(2).to(await);
                from("direct:loop").loop(3).to(await).end();
                from("direct:transacted").transacted("transaction").to(await);
                from("direct:circuitBreaker").circuitBreaker().resilience4jConfiguration().timeoutEnabled(false).end()
                        .to(await).end();
            }
        };
    }

    @Test
    @DisplayName("A route that is loaded again ends only its own waits")
    void reload() throws Exception {
        names(2).forEach(diffbot::create);
        routes(route("diffbot:bulk?operation=await"));
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                // the same endpoint as the other route
                from("direct:other").to("diffbot:bulk?operation=await");
            }
        });
        CompletableFuture<Exchange> own = send("direct:in", "job0");
        CompletableFuture<Exchange> other = send("direct:other", "job1");
        awaitParked(2);

        context.getRouteController().stopRoute("r");
        context.removeRoute("r");
        routes(route("diffbot:bulk?operation=await&timeout=1h&onStop=pause"));

        assertThat(done(own).getException()).isInstanceOf(DiffbotWaitStoppedException.class);
        CompletableFuture<Exchange> again = send("direct:in", "job0");
        awaitParked(2);
        diffbot.endAll();
        assertThat(done(again).getException()).isNull();
        assertThat(done(other).getException()).isNull();
    }

    @Test
    @DisplayName("Waits leave nothing in the route, with any number of endpoints")
    void nothingIsLeft() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("r").toD(DYNAMIC, 10);
            }
        });
        int services = context.getRoute("r").getServices().size();
        List<String> names = names(500);
        names.forEach(diffbot::create);
        List<CompletableFuture<Exchange>> sent = sendAll("direct:in", names);
        awaitParked(500);
        diffbot.endAll();

        assertAllSucceed(sent);
        assertThat(context.getRoute("r").getServices()).hasSize(services);
        assertThat(parked()).isZero();
    }

    @Test
    @DisplayName("A wait of a template ends with its context, and no session is created after that")
    void withoutARoute() throws Exception {
        diffbot.create("job0");
        CompletableFuture<Exchange> sent = template.asyncSend("diffbot:bulk/job0?operation=await&onStop=pause", exchange -> {
        });
        awaitParked(1);

        assertThat(time(context::stop)).isLessThan(SOON);

        assertThat(done(sent).getException()).isInstanceOf(DiffbotWaitStoppedException.class)
                .hasMessageContaining("it was paused");
        assertThat(diffbot.status("job0")).isEqualTo(6);
        Awaitility.await().until(() -> diffbotThreads().findAny().isEmpty());
    }

    @Test
    @DisplayName("A stop that is forced takes no longer than the shutdown timeout, although a route blocks after its wait")
    void forcedStopOfABlockedRoute() throws Exception {
        diffbot.create("job0");
        CountDownLatch blocked = new CountDownLatch(1);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("diffbot:bulk?operation=await").process(exchange -> {
                    blocked.countDown();
                    new CountDownLatch(1).await();
                });
            }
        });
        CompletableFuture<Exchange> sent = send("direct:in", "job0");
        awaitParked(1);
        diffbot.endAll();
        blocked.await();
        context.getShutdownStrategy().setTimeout(1);

        assertThat(time(context::stop)).isLessThan(SOON);

        assertThat(done(sent).getException()).isInstanceOf(InterruptedException.class);
    }

    @Test
    @DisplayName("A stopping route submits nothing any more")
    void nothingIsSubmittedWhileStopping() throws Exception {
        diffbot.create("job0");
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("r").to("diffbot:bulk?operation=await").setBody(constant("http://example.org/"))
                        .setHeader("CamelDiffbotJobName", constant("next")).to("diffbot:bulk?operation=run");
                from("direct:next").to("direct:in");
            }
        });
        CompletableFuture<Exchange> sent = send("direct:in", "job0");
        awaitParked(1);

        context.getRouteController().stopRoute("r");

        assertThat(done(sent).getException()).isInstanceOf(DiffbotWaitStoppedException.class);
        assertThat(diffbot.calls(FakeDiffbot.Call::submits)).isZero();
    }

    private static RouteBuilder route(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("r").to(uri);
            }
        };
    }
}
