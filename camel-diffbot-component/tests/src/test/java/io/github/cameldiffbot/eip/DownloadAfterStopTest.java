/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The results of an exchange end while another thread still opens the download: nothing of it may be left. The
 * connections are those of a pool that the application shares, which the stop of the component does not close.
 */
@DisplayName("Nothing remains of a download that a thread opens while its exchange ends")
@FaultCase("L5")
@Timeout(120)
class DownloadAfterStopTest extends WaitTestSupport {

    private static final String DATA = "diffbot:bulk/job0?operation=data";

    @TempDir
    Path directory;

    private final PoolingHttpClientConnectionManager connections = new PoolingHttpClientConnectionManager();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        camelContext.setStreamCaching(false);
        camelContext.getComponent("http", HttpComponent.class).setClientConnectionManager(connections);
        camelContext.getPropertiesComponent().addInitialProperty("directory", directory.toString());
        return camelContext;
    }

    @ParameterizedTest
    @ValueSource(strings = {
            DATA, DATA + "&raw=true", DATA + "&format=csv&raw=true",
            DATA + "&raw=true&localWorkDirectory={{directory}}", DATA + "&localWorkDirectory={{directory}}", "direct:lazy",
            "direct:lazyRecords" })
    @DisplayName("A download whose response comes after the component has stopped is closed")
    void afterTheStop(String uri) throws Exception {
        diffbot.records(50);
        diffbot.create("job0");
        diffbot.end("job0");
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                String run = "diffbot:bulk/job0?operation=await&fetch=data";
                from("direct:lazy").to(run + "&raw=true").threads(1).process(DownloadAfterStopTest::readOne);
                from("direct:lazyRecords").to(run).threads(1).process(ResultsTestSupport::readOne);
            }
        });
        CountDownLatch release = new CountDownLatch(1);
        diffbot.hold(call -> call.path().endsWith("/data"), release);
        CompletableFuture<Exchange> sent = template.asyncSend(uri, exchange -> {
        });
        Awaitility.await().until(() -> diffbot.calls(call -> call.path().endsWith("/data")) == 1);

        context.removeComponent("diffbot");
        release.countDown();

        assertThat(done(sent)).isNotNull();
        Awaitility.await().untilAsserted(() -> {
            assertThat(connections.getTotalStats().getLeased()).isZero();
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(files).isEmpty();
            }
        });
    }

    @Test
    @DisplayName("A download whose response comes after the time limit of its circuit breaker is closed")
    void afterTheTimeLimit() throws Exception {
        diffbot.records(50);
        diffbot.create("job0");
        diffbot.end("job0");
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:breaker").circuitBreaker().resilience4jConfiguration().timeoutEnabled(true).timeoutDuration(1_500)
                        .end().to(DATA).end();
            }
        });
        CountDownLatch release = new CountDownLatch(1);
        diffbot.hold(call -> call.path().endsWith("/data"), release);
        Exchange ended = done(template.asyncSend("direct:breaker", exchange -> {
        }));
        assertThat(ended.getException()).isInstanceOf(TimeoutException.class);
        assertThat(connections.getTotalStats().getLeased()).isEqualTo(1);

        release.countDown();

        Awaitility.await().until(() -> connections.getTotalStats().getLeased() == 0);
    }

    private static void readOne(Exchange exchange) throws IOException {
        // the exchange closes the rest
        assertThat(exchange.getMessage().getBody(InputStream.class).read()).isEqualTo('[');
    }
}
