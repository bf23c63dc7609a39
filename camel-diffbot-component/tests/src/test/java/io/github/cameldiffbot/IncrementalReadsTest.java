/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@DisplayName("Incremental reads return each record once")
class IncrementalReadsTest extends DiffbotTestSupport {

    private static final String DATA = "/crawl/data?name=shop&format=json";
    private static final String ROOT = "diffbot:crawl/shop?operation=data&incremental=true";
    private static final String KEPT = ROOT + "&stateRepository=#positions";

    private final StateRepository<String, String> positions = new MemoryStateRepository();

    @BeforeEach
    void bind() {
        context.getRegistry().bind("positions", positions);
        onGet(DATA, json(records(1, 2)));
    }

    @Test
    @DisplayName("A read returns the records that are new since the last one")
    void returnNewRecords() throws Exception {
        assertThat(read(KEPT)).containsExactly("1", "2");
        assertThat(read(KEPT)).isEmpty();
        onGet(DATA, json(records(3, 2, 1)));
        assertThat(read(KEPT)).containsExactly("3");
    }

    @Test
    @DisplayName("A late record is returned if its time is within lookbackWindow")
    void returnLateRecordsWithinTheWindow() throws Exception {
        onGet(DATA, json("[" + record(1, 1000) + "]"));
        read(KEPT + "&lookbackWindow=5m");
        onGet(DATA, json("[" + record(1, 1000) + "," + record(2, 1000) + "," + record(3, 701) + "," + record(4, 700) + "]"));

        assertThat(read(KEPT + "&lookbackWindow=5m")).containsExactly("2", "3");
    }

    @Test
    @DisplayName("Headers have the numbers of new and of known records")
    void reportTheNumberOfKnownRecords() throws Exception {
        read(KEPT);
        onGet(DATA, json(records(3, 2, 1)));

        Exchange exchange = split(KEPT, null);

        assertThat(exchange.getMessage().getHeader(DiffbotConstants.RECORDS_RECEIVED)).isEqualTo(1L);
        assertThat(exchange.getMessage().getHeader(DiffbotConstants.RECORDS_KNOWN)).isEqualTo(2L);
    }

    @Test
    @DisplayName("The key of the checkpoint is the job's type and name")
    void keepThePositionUnderTheJobsTypeAndName() throws Exception {
        read(KEPT);

        assertThat(positions.getState("crawl/shop")).startsWith("1;");
    }

    @Test
    @DisplayName("Routes with different repositories have separate checkpoints")
    void ofTwoRoutesWithRepositoriesOfTheirOwnHaveNothingToDoWithEachOther() throws Exception {
        StateRepository<String, String> prices = new MemoryStateRepository();
        context.getRegistry().bind("prices", prices);

        assertThat(read(KEPT)).hasSize(2);
        assertThat(read(ROOT + "&stateRepository=#prices")).hasSize(2);
        assertThat(read(KEPT)).isEmpty();
        assertThat(positions.getState("crawl/shop")).isEqualTo(prices.getState("crawl/shop"));
    }

    @Test
    @DisplayName("Without a repository the checkpoint is in memory")
    void withoutARepositoryRememberInMemory() throws Exception {
        assertThat(read(ROOT)).hasSize(2);
        assertThat(read(ROOT)).isEmpty();
    }

    @Test
    @DisplayName("A repository that is a service is started")
    void startARepositoryThatIsAService() throws Exception {
        LastingStates repository = new LastingStates();
        context.getRegistry().bind("started", repository);

        read(ROOT + "&stateRepository=#started");

        assertThat(repository.isStarted()).isTrue();
    }

    @Test
    @DisplayName("A read fails while the repository cannot be started, and reads all when it can")
    void repositoryAway() throws Exception {
        AtomicBoolean away = new AtomicBoolean(true);
        context.getRegistry().bind("started", new LastingStates() {
            @Override
            protected void doStart() throws Exception {
                if (away.get()) {
                    throw new IOException("the database is away");
                }
                super.doStart();
            }
        });
        String uri = ROOT + "&stateRepository=#started";

        assertThat(split(uri, null).getException()).hasMessageContaining("The stateRepository, a ")
                .hasMessageContaining("the database is away").hasMessageContaining("all records would be read again");
        away.set(false);
        assertThat(read(uri)).hasSize(2);
        assertThat(read(uri)).isEmpty();
    }

    @Test
    @DisplayName("Records of a failed exchange are read again")
    void thatFailAreReadAgain() throws Exception {
        MockEndpoint records = getMockEndpoint("mock:records");
        records.whenExchangeReceived(2, exchange -> {
            throw new IllegalStateException("The store is full");
        });

        assertThat(split(KEPT, null).getException()).isNotNull();
        assertThat(positions.getState("crawl/shop")).isNull();
        assertThat(read(KEPT)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "rollback", "early", "unread" })
    @DisplayName("Records of an exchange that is rolled back or does not read them all are read again")
    void thatAreNotDoneAreReadAgain(String how) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:rollback").to(KEPT).split(body()).streaming().to("mock:records").end().markRollbackOnly();
                from("direct:early").to(KEPT).process(exchange -> exchange.getMessage().getBody(Iterator.class)
                        .next());
                from("direct:unread").to(KEPT);
            }
        });

        template.request("direct:" + how, exchange -> {
        });

        assertThat(positions.getState("crawl/shop")).isNull();
    }

    @Test
    @DisplayName("Records of a truncated download are read again")
    void ofATruncatedDownloadAreReadAgain() throws Exception {
        onGet(DATA, json(records(1, 2, 3).substring(0, 120)));
        assertThat(split(KEPT, null).getException()).isNotNull();
        onGet(DATA, json(records(1, 2, 3)));

        assertThat(read(KEPT)).containsExactly("1", "2", "3");
    }

    @Test
    @DisplayName("Records of a truncated download are read again, even if the route handles its exception")
    void ofATruncatedDownloadAreReadAgainEvenIfHandled() throws Exception {
        onGet(DATA, json(records(1, 2, 3).substring(0, 120)));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:handled").to(KEPT).process(exchange -> {
                    Iterator<?> records = exchange.getMessage().getBody(Iterator.class);
                    assertThatThrownBy(() -> records.forEachRemaining(record -> {
                    })).isInstanceOf(DiffbotTruncatedDataException.class);
                    assertThatThrownBy(records::hasNext).isInstanceOf(DiffbotTruncatedDataException.class);
                });
            }
        });

        assertThat(template.request("direct:handled", exchange -> {
        }).getException()).isNull();
        assertThat(positions.getState("crawl/shop")).isNull();
    }

    @Test
    @DisplayName("Records that another route reads move the checkpoint")
    void thatAnotherRouteReadsMoveThePosition() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:hand").to(KEPT).to("seda:on");
                from("seda:on").split(body()).streaming().to("mock:records");
            }
        });

        template.sendBody("direct:hand", null);

        await().untilAsserted(() -> assertThat(positions.getState("crawl/shop")).startsWith("1;"));
        getMockEndpoint("mock:records").expectedMessageCount(2);
        getMockEndpoint("mock:records").assertIsSatisfied();
    }

    @Test
    @DisplayName("Reads that overlap on two nodes never move the checkpoint back")
    void thatOverlapOnTwoNodesNeverMoveThePositionBack() throws Exception {
        Exchange first = split(KEPT, exchange -> {
            if (positions.getState("crawl/shop") == null) {
                // a second read with more records begins later and ends earlier
                onGet(DATA, json(records(1, 2, 3)));
                assertThat(readOnAnotherNode()).isEqualTo(3);
            }
        });
        assertThat(first.getException()).isNull();
        onGet(DATA, json(records(1, 2, 3, 4)));

        assertThat(read(KEPT)).containsExactly("4");
    }

    @Test
    @DisplayName("A second concurrent read of one key is an error, and returns the rest when it is repeated")
    void thatOverlapInOneApplicationAreAnError() throws Exception {
        List<Exception> failures = new ArrayList<>();
        context.getRegistry().bind("own", new MemoryStateRepository());
        split(KEPT, exchange -> {
            if (failures.isEmpty()) {
                onGet(DATA, json(records(1, 2, 3)));
                failures.add(read(KEPT, null).getException());
            }
        });

        assertThat(failures).singleElement().isInstanceOf(IllegalStateException.class)
                .asString().contains("'crawl/shop'").contains("stateRepository");
        assertThat(read(KEPT)).containsExactly("3");
        assertThat(read(ROOT + "&stateRepository=#own")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(longs = { 0, 1_770_000_000L })
    @DisplayName("A record with a time in the future hides no later one, and is returned by each read")
    void ofARecordThatIsDatedAheadHideNothing(long serverTime) throws Exception {
        onGet("/crawl?name=shop", json(WireJob.crawl("shop").status(7).with("currentTimeUTC", serverTime).response()));
        int ahead = (int) (Instant.now().getEpochSecond() - 1_770_000_000L) + 300 * 86_400;
        onGet(DATA, json("[" + record(1, 1) + "," + record(9, ahead) + "]"));
        assertThat(read(KEPT)).containsExactly("1", "9");
        onGet(DATA, json("[" + record(1, 1) + "," + record(9, ahead) + "," + record(2, 2) + "," + record(3, 3) + "]"));

        assertThat(read(KEPT)).containsExactly("9", "2", "3");
    }

    private int readOnAnotherNode() throws Exception {
        CamelContext node = createCamelContext();
        try {
            node.getRegistry().bind("positions", new SharedRepository(positions));
            node.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:node").to(KEPT).split(body(), new GroupedBodyAggregationStrategy()).streaming().to("log:none");
                }
            });
            node.start();
            return node.createProducerTemplate().requestBody("direct:node", null, List.class).size();
        } finally {
            node.stop();
        }
    }

    private List<String> read(String uri) throws Exception {
        return list(read(uri, null)).stream().map(record -> ((DiffbotRecord) record).getKey()).toList();
    }

    private Exchange split(String uri, Processor each) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:split").to(uri).split(body()).streaming().process(each == null ? exchange -> {
                } : each).to("mock:records");
            }
        });
        return template.request("direct:split", exchange -> {
        });
    }

    /** Creates records with these ids, each with a time in the second of its id. */
    private static String records(int... ids) {
        return Arrays.stream(ids).mapToObj(id -> record(id, id))
                .collect(Collectors.joining(",\n", "[", "]"));
    }

    private static String record(int id, int second) {
        return "{\"id\":" + id + ",\"title\":\"Page\",\"timestamp\":\""
               + Instant.ofEpochSecond(1_770_000_000L + second) + "\"}";
    }

    /** The same checkpoints, which outlive the node. */
    private record SharedRepository(StateRepository<String, String> positions) implements StateRepository<String, String> {

        @Override
        public void setState(String key, String value) {
            positions.setState(key, value);
        }

        @Override
        public String getState(String key) {
            return positions.getState(key);
        }

        @Override
        public void start() {
            // started by the test
        }

        @Override
        public void stop() {
            // stopped by the test
        }
    }
}
