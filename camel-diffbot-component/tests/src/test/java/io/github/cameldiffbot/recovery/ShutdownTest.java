/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.error.DiffbotWaitStoppedException;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** R5: a context with many waits and a download in progress stops in time; the jobs continue. */
@DisplayName("A context with many waits and a download stops in time, and the jobs continue")
@FaultCase("R5")
@ExtendWith(QuickAwait.class)
class ShutdownTest {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    private static final int WAITS = 2_000;

    private final PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager();
    private final DefaultCamelContext context = Contexts.of(DIFFBOT, pool);

    @AfterEach
    void end() throws Exception {
        context.close();
        DIFFBOT.sandbox().release();
    }

    @Test
    @DisplayName("A context with many waits stops, and their jobs continue")
    void withManyWaits() throws Exception {
        DIFFBOT.sandbox().hold();
        // the shutdown timeout, which must not be reached
        context.getShutdownStrategy().setTimeout(120);
        start();
        List<CompletableFuture<Exchange>> waits = park();

        long begun = System.nanoTime();
        context.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(60));
        assertThat(waits).allSatisfy(wait -> assertThat(wait).isCompletedWithValueMatching(
                exchange -> exchange.getException() instanceof DiffbotWaitStoppedException));
        assertThat(DIFFBOT.sandbox().job("job-0").status()).isEqualTo(7);
        Awaitility.await().untilAsserted(() -> assertThat(Contexts.threads("Diffbot")).isZero());
    }

    @Test
    @DisplayName("A context with a download in progress stops, and its connections are closed")
    void withADownloadOnItsWay() throws Exception {
        DIFFBOT.sandbox().generate("large", 1_000_000, 4096);
        start();
        DIFFBOT.sandbox().hold();
        List<CompletableFuture<Exchange>> waits = park();
        Future<Exchange> download = context.createFluentProducerTemplate().to("direct:read").asyncSend();
        Awaitility.await().until(() -> pool.getTotalStats().getLeased() > 0 && reading.getCount() == 0);

        long begun = System.nanoTime();
        context.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        assertThat(waits).allSatisfy(wait -> assertThat(wait).isDone());
        assertThat(download.get(30, TimeUnit.SECONDS).isFailed()).isTrue();
        Awaitility.await().untilAsserted(() -> assertThat(Contexts.connections(pool)).isZero());
    }

    private final CountDownLatch reading = new CountDownLatch(10);

    private void start() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:run").to("diffbot:bulk?operation=run&onExisting=attach");
                from("direct:read").to("diffbot:bulk/large?operation=data").split(body()).streaming().stopOnException()
                        .process(exchange -> {
                            reading.countDown();
                            // a route that is slow with each record
                            new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
                        });
            }
        });
        context.start();
    }

    private List<CompletableFuture<Exchange>> park() throws Exception {
        Endpoint in = context.getEndpoint("direct:run");
        AsyncProcessor route = in.createAsyncProducer();
        context.addService(route);
        List<CompletableFuture<Exchange>> waits = new ArrayList<>();
        for (int i = 0; i < WAITS; i++) {
            Exchange exchange = in.createExchange();
            exchange.getMessage().setHeader(DiffbotConstants.JOB_NAME, "job-" + i % 10);
            exchange.getMessage().setBody(DIFFBOT.sandbox().demoSite() + "notes/7");
            waits.add(route.processAsync(exchange));
        }
        assertThat(waits).noneMatch(CompletableFuture::isDone);
        return waits;
    }
}
