/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Several threads route the records of one download: each record once, and in order if requested")
@Timeout(120)
@ExtendWith(QuickAwait.class)
class ParallelSplitTest {

    private static final int RECORDS = 5_000;

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Integer> order = new ConcurrentLinkedQueue<>();
    private DefaultCamelContext context;

    @BeforeEach
    void start() throws Exception {
        DIFFBOT.sandbox().generate("big", RECORDS, 400);
        context = new DefaultCamelContext();
        DiffbotComponent component = TestComponents.of(DIFFBOT);
        context.addComponent("diffbot", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                String data = "diffbot:bulk/big?operation=data";
                from("direct:stream").to(data).split(body()).streaming().parallelProcessing()
                        .process(ParallelSplitTest.this::inspect);
                from("direct:file").to(data + "&localWorkDirectory=target/work").split(body()).streaming().parallelProcessing()
                        .process(ParallelSplitTest.this::inspect);
                from("direct:resequenced").to(data + "&maxRecords=900").split(body()).streaming().parallelProcessing()
                        .process(ParallelSplitTest.this::inspect)
                        .resequence(exchangeProperty(Exchange.SPLIT_INDEX)).stream().timeout(3_000)
                        .process(exchange -> order.add(exchange.getProperty(Exchange.SPLIT_INDEX, Integer.class)));
                from("direct:aggregated").to(data).split(body(), new GroupedBodyAggregationStrategy()).parallelProcessing()
                        .process(ParallelSplitTest.this::inspect)
                        .setBody(exchangeProperty(Exchange.SPLIT_INDEX));
            }
        });
        context.start();
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
    }

    private void inspect(Exchange exchange) {
        DiffbotRecord record = exchange.getMessage().getBody(DiffbotRecord.class);
        threads.add(Thread.currentThread());
        assertThat(ids.add(record.getPageUrl())).as("%s comes once", record.getPageUrl()).isTrue();
    }

    private Exchange send(String kind) {
        Exchange exchange = context.createFluentProducerTemplate().to("direct:" + kind).send();
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    @ParameterizedTest
    @ValueSource(strings = { "stream", "file" })
    @DisplayName("A parallel split receives each record once, in several threads")
    void eachRecord(String kind) {
        send(kind);
        assertThat(ids).hasSize(RECORDS);
        assertThat(threads).hasSizeGreaterThan(1);
    }

    @Test
    @DisplayName("A resequencer restores the order of a parallel split")
    void inOrderAgainBehindAResequencer() {
        send("resequenced");
        Awaitility.await()
                .untilAsserted(() -> assertThat(order).containsExactlyElementsOf(IntStream.range(0, 900).boxed().toList()));
    }

    @Test
    @DisplayName("A split that does not stream aggregates its results in order")
    void inOrderWhereResultsAreAggregatedOfASplitThatDoesNotStream() {
        List<?> indices = send("aggregated").getMessage().getBody(List.class);
        assertThat(indices).hasSize(RECORDS).isEqualTo(IntStream.range(0, RECORDS).boxed().toList());
    }
}
