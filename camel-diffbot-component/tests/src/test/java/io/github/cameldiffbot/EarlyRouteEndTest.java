/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A route that ends early in any way aborts the download. These downloads have no end. There is a single connection, so
 * none of many may keep it.
 */
@DisplayName("A route that ends early in any way aborts its download")
@Timeout(120)
@Tag("slow")
class EarlyRouteEndTest extends EndlessTestSupport {

    private static final int ENDS = 20;
    /** More than the threads of Camel's pool. */
    private static final int PARALLEL_ENDS = 50;

    @Override
    void prepare(DiffbotComponent component) throws Exception {
        component.setMaxRetries(0);
        context.getPropertiesComponent().addInitialProperty("work", work.toString());
        HttpComponent http = context.getComponent("http", HttpComponent.class);
        http.setMaxTotalConnections(1);
        http.setConnectionsPerRoute(1);
        http.setConnectionRequestTimeout(20_000);
        context.addRoutes(routes());
    }

    private static RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                String data = "diffbot:bulk/shop?operation=data";
                from("direct:stopped").to(data).split(body()).streaming().stopOnException()
                        .process(EarlyRouteEndTest::failAtTheThird);
                from("direct:rows").to("diffbot:bulk/shop?operation=urlReport").split(body()).streaming().stopOnException()
                        .process(EarlyRouteEndTest::failAtTheThird);
                from("direct:handled").onException(IllegalStateException.class).handled(true).end()
                        .to(data).split(body()).streaming().stopOnException()
                        .process(EarlyRouteEndTest::failAtTheThird);
                from("direct:parallel").to(data).split(body()).streaming().parallelProcessing().stopOnException()
                        .process(EarlyRouteEndTest::failAtTheThird);
                from("direct:transacted").process(exchange -> exchange.getExchangeExtension().setTransacted(true))
                        .to(data).split(body()).streaming().stopOnException()
                        .process(EarlyRouteEndTest::failAtTheThird);
                from("direct:stop").to(data).split(body()).streaming().stopOnException()
                        .filter(exchangeProperty("CamelSplitIndex").isEqualTo(2)).stop();
                from("direct:aggregation").to(data)
                        .split(body(), (before, now) -> {
                            failAtTheThird(now);
                            return now;
                        }).streaming().to("log:none?level=OFF");
                from("direct:elsewhere").enrich(data).split(body()).streaming().stopOnException()
                        .process(EarlyRouteEndTest::failAtTheThird);
                from("direct:maxRecords").to(data + "&maxRecords=3").split(body()).streaming().to("log:none?level=OFF");
                from("direct:partly").to(data).process(exchange -> {
                    Iterator<?> records = exchange.getMessage().getBody(Iterator.class);
                    assertThat(records.next()).isNotNull();
                });
                from("direct:tooLarge").to(data + "&maxDownloadSize=100000&localWorkDirectory={{work}}");
                from("direct:tooLargeStream").to(data + "&maxDownloadSize=100000").split(body()).streaming()
                        .to("log:none?level=OFF");
            }
        };
    }

    private static void failAtTheThird(Exchange exchange) {
        if (exchange.getProperty(Exchange.SPLIT_INDEX, 0, int.class) == 2) {
            throw new IllegalStateException("The third cannot");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "stopped", "rows", "handled", "parallel", "transacted", "stop", "aggregation", "elsewhere", "maxRecords", "partly",
            "tooLarge", "tooLargeStream" })
    @DisplayName("An early end of a route, however often, leaves no download, no thread and no file")
    void manyTimes(String kind) throws Exception {
        int ends = kind.equals("parallel") ? PARALLEL_ENDS : ENDS;
        end(kind);
        int threads = clientThreads();
        for (int i = 1; i < ends; i++) {
            end(kind);
        }
        Awaitility.await().untilAsserted(() -> assertThat(diffbot.cut()).isEqualTo(diffbot.begun()).isEqualTo(ends));
        // a few end by themselves, and the pool of a parallel split grows to its size
        assertThat(clientThreads()).isLessThan(threads + (kind.equals("parallel") ? 30 : 10));
        try (Stream<Path> files = Files.list(work)) {
            assertThat(files).isEmpty();
        }
    }

    private void end(String kind) {
        Exchange exchange = context.createFluentProducerTemplate().to("direct:" + kind).send();
        switch (kind) {
            case "handled", "stop", "maxRecords", "partly" -> assertThat(exchange.getException()).isNull();
            case "tooLarge", "tooLargeStream" -> assertThat(exchange.getException()).hasMessageContaining("maxDownloadSize");
            default -> assertThat(exchange.getException()).hasStackTraceContaining("The third cannot");
        }
    }

    private static int clientThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().equals("endless-diffbot")).count();
    }
}
