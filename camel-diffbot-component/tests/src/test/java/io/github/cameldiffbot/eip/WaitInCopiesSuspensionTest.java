/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.FaultCase;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.apache.camel.builder.Builder.body;
import static org.apache.camel.builder.Builder.constant;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A suspension waits for exchanges in progress and not for waits, however many copies wait")
@FaultCase("L6")
@Timeout(120)
class WaitInCopiesSuspensionTest extends WaitTestSupport {

    private static final String AWAIT = "diffbot:bulk/slow?operation=await";

    private final CountDownLatch busy = new CountDownLatch(1);

    @Tag("platform-threads")
    @ParameterizedTest
    @ValueSource(strings = { "split", "split to a route", "recipients", "multicast", "nested", "enrich", "breaker" })
    @DisplayName("A suspension waits for the exchange in progress, then succeeds while copies of another one wait")
    void suspended(String kind) throws Exception {
        diffbot.create("slow");
        int waits = start(kind);
        CompletableFuture<Exchange> sent = send("seda:in", "1,2,3,4");
        awaitParked(waits);
        template.sendBody("seda:in", "busy");
        Awaitility.await().until(() -> context.getInflightRepository().size("r") >= 2);

        CompletableFuture<Void> suspension = CompletableFuture.runAsync(this::suspend);
        // Camel has found the exchange in progress, and checks again later
        Awaitility.await().until(this::isSuspensionWaiting);
        assertThat(suspension).isNotDone();
        busy.countDown();

        // Camel waits up to a second between its checks
        assertThat(suspension).succeedsWithin(Duration.ofSeconds(30));
        assertThat(context.getRouteController().getRouteStatus("r")).isEqualTo(ServiceStatus.Suspended);
        assertThat(parked()).isEqualTo(waits);
        diffbot.endAll();
        context.getRouteController().resumeRoute("r");
        assertThat(done(sent).getException()).isNull();
        Awaitility.await().until(() -> context.getInflightRepository().size() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = { "split to a route", "taps", "enrich" })
    @DisplayName("The route that copies enter is suspended at once, although all of them wait there")
    void routeOfTheCopies(String kind) throws Exception {
        diffbot.create("slow");
        int waits = start(kind);
        send("seda:in", "1,2,3,4");
        awaitParked(waits);

        assertThat(time(() -> context.getRouteController().suspendRoute("part"))).isLessThan(SOON);

        assertThat(parked()).isEqualTo(waits);
        diffbot.endAll();
        Awaitility.await().until(() -> context.getInflightRepository().size() == 0);
    }

    /**
     * @return the number of waits
     */
    private int start(String kind) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                ProcessorDefinition<?> in = from("seda:in?concurrentConsumers=2&pollTimeout=20").routeId("r").choice()
                        .when(body().isEqualTo("busy")).process(exchange -> busy.await(60, TimeUnit.SECONDS)).otherwise();
                switch (kind) {
                    case "split" -> in.split(body().tokenize(",")).parallelProcessing().to(AWAIT).end();
                    case "split to a route" -> in.split(body().tokenize(",")).parallelProcessing().to("direct:part").end();
                    case "recipients" -> in.recipientList(constant(AWAIT + "," + AWAIT + "&timeout=40000")).parallelProcessing()
                            .end();
                    case "multicast" -> in.multicast().parallelProcessing().to(AWAIT, AWAIT, "direct:part").end();
                    case "nested" -> in.split(body().tokenize(",")).parallelProcessing()
                            .multicast().parallelProcessing().to(AWAIT, AWAIT).end().end();
                    case "taps" -> in.wireTap("direct:part").wireTap("direct:part").to("mock:done");
                    case "enrich" -> in.enrich("direct:part");
                    default -> in.split(body().tokenize(",")).parallelProcessing().circuitBreaker().to(AWAIT).end().end();
                }
                from("direct:part").routeId("part").to(AWAIT);
            }
        });
        return switch (kind) {
            case "recipients", "taps" -> 2;
            case "multicast" -> 3;
            case "nested" -> 8;
            case "enrich" -> 1;
            default -> 4;
        };
    }

    private boolean isSuspensionWaiting() {
        return Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().endsWith("ShutdownTask")
                && thread.getName().contains("(" + context.getName() + ")") && thread.getState() == Thread.State.TIMED_WAITING);
    }

    private void suspend() {
        try {
            context.getRouteController().suspendRoute("r");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
