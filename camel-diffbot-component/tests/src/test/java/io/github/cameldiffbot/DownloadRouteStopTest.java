/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.internal.session.RouteStopHooks;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A stopping route does not wait for a download to a file, which could take hours, and leaves no file")
@Timeout(120)
@Tag("slow")
class DownloadRouteStopTest extends EndlessTestSupport {

    @Override
    void prepare(DiffbotComponent component) throws Exception {
        component.getConfiguration().setLocalWorkDirectory(work.toString());
        context.getShutdownStrategy().setTimeout(40);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:data").routeId("data").to("diffbot:bulk/shop?operation=data&raw=true");
                from("direct:records").routeId("records").to("diffbot:bulk/shop?operation=data").split(body()).streaming()
                        .to("log:none?level=OFF");
                from("direct:run").routeId("run").to("diffbot:bulk/shop?operation=await&fetch=urlReport&raw=true");
                from("direct:first").routeId("first").to("direct:data");
                from("diffbot:bulk/shop?startFrom=earliest&fetch=data&raw=true&initialDelay=0&delay=100").routeId("consumer")
                        .autoStartup(false).to("log:none?level=OFF");
                from("diffbot:bulk/shop?startFrom=earliest&fetch=data&initialDelay=0&delay=100").routeId("consumerRecords")
                        .autoStartup(false).split(body()).streaming().to("log:none?level=OFF");
            }
        });
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            return files.count();
        }
    }

    private void awaitDownload() {
        Awaitility.await().until(() -> files() == 1);
    }

    private void assertEnded() {
        Awaitility.await().untilAsserted(() -> {
            assertThat(files()).isZero();
            assertThat(diffbot.cut()).isEqualTo(diffbot.begun());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "data", "records", "run", "first" })
    @DisplayName("A download of a producer ends when its route stops")
    void ofAProducer(String route) throws Exception {
        Future<Exchange> done = context.createFluentProducerTemplate().to("direct:" + route).asyncSend();
        awaitDownload();

        assertStopsSoon(route);

        assertThat(done.get(30, TimeUnit.SECONDS).getException()).isInstanceOf(DiffbotUnavailableException.class)
                .hasMessageContaining("the route is stopping");
        assertEnded();
    }

    @ParameterizedTest
    @ValueSource(strings = { "consumer", "consumerRecords" })
    @DisplayName("A download of a consumer ends when its route stops")
    void ofAConsumer(String route) throws Exception {
        context.getRouteController().startRoute(route);
        awaitDownload();

        assertStopsSoon(route);

        assertEnded();
    }

    @Test
    @DisplayName("A restarted route can be stopped in the same way")
    void ofARestartedRoute() throws Exception {
        for (int i = 0; i < 2; i++) {
            context.getRouteController().startRoute("data");
            ofAProducer("data");
        }
    }

    @Test
    @DisplayName("A stopping route does not abort a download of another route")
    void ofAnotherRouteItDoesNotAbort() throws Exception {
        Future<Exchange> done = context.createFluentProducerTemplate().to("direct:data").asyncSend();
        awaitDownload();

        assertStopsSoon("run");

        assertThat(done.isDone()).isFalse();
        assertThat(files()).isEqualTo(1);
        assertStopsSoon("data");
        assertEnded();
    }

    @Test
    @DisplayName("A download that begins while its route stops is aborted immediately")
    void thatBeginsAfterTheStop() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:late").routeId("late").process(exchange -> {
                    reached.countDown();
                    gate.await();
                }).to("diffbot:bulk/shop?operation=data&raw=true");
            }
        });
        Future<Exchange> done = context.createFluentProducerTemplate().to("direct:late").asyncSend();
        reached.await();
        ExecutorService stopper = Executors.newSingleThreadExecutor();
        try {
            Future<?> stopped = stopper.submit(() -> {
                assertStopsSoon("late");
                return null;
            });
            Awaitility.await().until(() -> RouteStopHooks.of(context).hook("late").isStopping());
            gate.countDown();

            assertThat(done.get(30, TimeUnit.SECONDS).getException()).isInstanceOf(DiffbotUnavailableException.class)
                    .hasMessageContaining("the route is stopping");
            stopped.get(30, TimeUnit.SECONDS);
            assertEnded();
        } finally {
            stopper.shutdownNow();
        }
    }

    private void assertStopsSoon(String route) throws Exception {
        long start = System.nanoTime();
        context.getRouteController().stopRoute(route);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }
}
