/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotWaitStoppedException;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A suspension does not affect waits and their jobs unless its end is forced")
@FaultCase("L6")
@Timeout(120)
class WaitSuspensionTest extends WaitTestSupport {

    private static final String AWAIT = "diffbot:bulk?operation=await&onStop=delete";

    @Test
    @DisplayName("A suspended route keeps its waits and their jobs, and is suspended immediately")
    void suspendedRoute() throws Exception {
        names(5).forEach(diffbot::create);
        routes(route(AWAIT));
        List<CompletableFuture<Exchange>> sent = sendAll("direct:in", names(5));
        awaitParked(5);

        assertThat(time(() -> context.getRouteController().suspendRoute("r"))).isLessThan(SOON);

        assertThat(context.getRouteController().getRouteStatus("r")).isEqualTo(ServiceStatus.Suspended);
        assertThat(parked()).isEqualTo(5);
        diffbot.end("job0");
        assertThat(done(sent.get(0)).getException()).isNull();
        context.getRouteController().resumeRoute("r");
        diffbot.endAll();
        assertAllSucceed(sent);
        assertThat(diffbot.names()).hasSize(5);
    }

    @Test
    @DisplayName("A stop after a suspension ends the waits")
    void stopAfterSuspension() throws Exception {
        diffbot.create("job0");
        routes(route(AWAIT));
        CompletableFuture<Exchange> sent = send("direct:in", "job0");
        awaitParked(1);
        context.getRouteController().suspendRoute("r");
        context.getRouteController().resumeRoute("r");

        context.getRouteController().stopRoute("r");

        assertThat(done(sent).getException()).isInstanceOf(DiffbotWaitStoppedException.class);
        assertThat(diffbot.names()).isEmpty();
    }

    @Test
    @DisplayName("A suspended context keeps its waits and their jobs, and is suspended immediately")
    void suspendedContext() throws Exception {
        names(5).forEach(diffbot::create);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("direct:middle");
                from("direct:middle").to("direct:last");
                from("direct:last").to(AWAIT);
            }
        });
        List<CompletableFuture<Exchange>> sent = sendAll("direct:in", names(5));
        awaitParked(5);

        assertThat(time(context::suspend)).isLessThan(SOON);
        assertThat(parked()).isEqualTo(5);
        context.resume();

        diffbot.endAll();
        assertAllSucceed(sent);
        assertThat(diffbot.names()).hasSize(5);
    }

    @Test
    @DisplayName("A suspension that waits for other exchanges until its timeout does not affect waits and jobs")
    void forcedSuspension() throws Exception {
        diffbot.create("job0");
        CountDownLatch busy = new CountDownLatch(1);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("r").choice().when(body().isEqualTo("busy"))
                        .process(exchange -> busy.await(60, TimeUnit.SECONDS)).otherwise().to(AWAIT).end();
            }
        });
        CompletableFuture<Exchange> sent = send("direct:in", "job0");
        awaitParked(1);
        CompletableFuture<Object> other = template.asyncSendBody("direct:in", "busy");
        Awaitility.await().until(() -> context.getInflightRepository().size("r") == 2);

        context.getRouteController().suspendRoute("r", 1, TimeUnit.SECONDS);

        assertThat(parked()).isEqualTo(1);
        assertThat(diffbot.status("job0")).isEqualTo(7);
        busy.countDown();
        diffbot.end("job0");
        // Camel lets no exchange pass that was in flight when a suspension was forced
        assertThat(done(sent).getException()).isInstanceOf(RejectedExecutionException.class);
        Awaitility.await().until(other::isDone);
        assertThat(diffbot.names()).containsExactly("job0");
    }

    @Test
    @DisplayName("An aborted stop lets the route continue with new waits")
    void abortedStop() throws Exception {
        diffbot.create("job0");
        CountDownLatch busy = new CountDownLatch(1);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("r").choice().when(body().isEqualTo("busy"))
                        .process(exchange -> busy.await(60, TimeUnit.SECONDS)).otherwise()
                        .to("diffbot:bulk?operation=await").end();
            }
        });
        CompletableFuture<Object> other = template.asyncSendBody("direct:in", "busy");
        Awaitility.await().until(() -> context.getInflightRepository().size("r") == 1);
        assertThat(context.getRouteController().stopRoute("r", 1, TimeUnit.SECONDS, true)).isFalse();

        CompletableFuture<Exchange> sent = send("direct:in", "job0");
        awaitParked(1);
        diffbot.endAll();

        assertThat(done(sent).getException()).isNull();
        busy.countDown();
        assertThat(other).succeedsWithin(Duration.ofSeconds(30));
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
