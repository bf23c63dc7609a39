/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.github.cameldiffbot.client.DiffbotTruncatedDataException;
import io.github.cameldiffbot.data.DiffbotRecord;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
    void handOutWhatIsNew() throws Exception {
        assertThat(read(KEPT)).containsExactly("1", "2");
        assertThat(read(KEPT)).isEmpty();
        onGet(DATA, json(records(3, 2, 1)));
        assertThat(read(KEPT)).containsExactly("3");
    }

    @Test
    void handOutWhatComesLateWithinTheOverlap() throws Exception {
        onGet(DATA, json("[" + record(1, 1000) + "]"));
        read(KEPT + "&incrementalOverlap=5m");
        onGet(DATA, json("[" + record(1, 1000) + "," + record(2, 1000) + "," + record(3, 701) + "," + record(4, 700) + "]"));

        assertThat(read(KEPT + "&incrementalOverlap=5m")).containsExactly("2", "3");
    }

    @Test
    void tellHowManyWereKnown() throws Exception {
        read(KEPT);
        onGet(DATA, json(records(3, 2, 1)));

        Exchange exchange = split(KEPT, null);

        assertThat(exchange.getMessage().getHeader(DiffbotConstants.RECORDS_RECEIVED)).isEqualTo(1L);
        assertThat(exchange.getMessage().getHeader(DiffbotConstants.RECORDS_KNOWN)).isEqualTo(2L);
    }

    @Test
    void keepThePositionUnderTheJobsTypeAndName() throws Exception {
        read(KEPT);

        assertThat(positions.getState("crawl/shop")).startsWith("1;");
    }

    @Test
    void ofTwoRoutesWithKeysOfTheirOwnHaveNothingToDoWithEachOther() throws Exception {
        assertThat(read(KEPT + "&stateKey=stock")).hasSize(2);
        assertThat(read(KEPT + "&stateKey=prices")).hasSize(2);
        assertThat(read(KEPT + "&stateKey=stock")).isEmpty();
        assertThat(positions.getState("stock")).isEqualTo(positions.getState("prices"));
    }

    @Test
    void withoutARepositoryRememberInMemory() throws Exception {
        assertThat(read(ROOT)).hasSize(2);
        assertThat(read(ROOT)).isEmpty();
    }

    @Test
    void startARepositoryThatIsAService() throws Exception {
        StartedRepository repository = new StartedRepository();
        context.getRegistry().bind("started", repository);

        read(ROOT + "&stateRepository=#started");

        assertThat(repository.isStarted()).isTrue();
    }

    @Test
    void thatFailComeAgain() throws Exception {
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
    void thatAreNotDoneComeAgain(String how) throws Exception {
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
    void ofADownloadThatWasCutComeAgain() throws Exception {
        onGet(DATA, json(records(1, 2, 3).substring(0, 120)));
        assertThat(split(KEPT, null).getException()).isNotNull();
        onGet(DATA, json(records(1, 2, 3)));

        assertThat(read(KEPT)).containsExactly("1", "2", "3");
    }

    @Test
    void ofADownloadThatWasCutComeAgainEvenIfTheRouteHandlesThat() throws Exception {
        onGet(DATA, json(records(1, 2, 3).substring(0, 120)));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:handled").to(KEPT).process(exchange -> {
                    Iterator<?> records = exchange.getMessage().getBody(Iterator.class);
                    assertThatThrownBy(() -> records.forEachRemaining(record -> {
                    })).isInstanceOf(DiffbotTruncatedDataException.class);
                    assertThat(records.hasNext()).isFalse();
                });
            }
        });

        assertThat(template.request("direct:handled", exchange -> {
        }).getException()).isNull();
        assertThat(positions.getState("crawl/shop")).isNull();
    }

    @Test
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
    void thatOverlapNeverMoveThePositionBack() throws Exception {
        split(KEPT, exchange -> {
            if (positions.getState("crawl/shop") == null) {
                // a second one that sees more begins later and is done before
                onGet(DATA, json(records(1, 2, 3)));
                assertThat(read(KEPT)).hasSize(3);
            }
        });
        onGet(DATA, json(records(1, 2, 3, 4)));

        assertThat(read(KEPT)).containsExactly("4");
    }

    @ParameterizedTest
    @ValueSource(strings = { "rubbish", "2;1;1;0;", "1;5;4;1;AAAA" })
    void ofAPositionThatCannotBeUnderstoodAreAnError(String stored) throws Exception {
        positions.setState("crawl/shop", stored);

        assertThat(split(KEPT, null).getException()).hasMessageContaining("'crawl/shop'").hasMessageContaining("stateKey")
                .hasMessageContaining("remove it to read all records again");
        assertThat(positions.getState("crawl/shop")).isEqualTo(stored);
    }

    @Test
    void handOutEachRecordOnceWithUnique() throws Exception {
        read(KEPT);
        // extracted again, and both versions are there
        onGet(DATA, json("[" + record(1, 1) + "," + record(2, 2) + "," + record(1, 3000) + "," + record(1, 3000) + "]"));

        assertThat(read(KEPT + "&unique=true")).containsExactly("1");
    }

    @ParameterizedTest
    @CsvSource({
            "maxRecords=5, maxRecords", "num=5, num", "format=csv, format=csv", "raw=true, raw=true",
            "incrementalOverlap=-1, incrementalOverlap" })
    void cannotBeHadWithWhatReadsOnlySome(String option, String named) throws Exception {
        assertThat(split(KEPT + "&" + option, null).getException()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named).hasMessageContaining("ncremental");
        assertThatThrownBy(() -> context.getEndpoint("diffbot:crawl/shop?fetch=data&incremental=true&" + option)
                .createConsumer(exchange -> {
                })).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(named);
        assertThat(requests()).isEmpty();
    }

    @Test
    void ofARunAreRefusedBeforeTheJobIsMade() throws Exception {
        Exchange exchange = callWith("diffbot:bulk/shop?operation=run&fetch=data&incremental=true", message -> {
            message.getMessage().setBody("https://shop.example/1");
            message.getMessage().setHeader(DiffbotConstants.NUM, 3);
        });

        assertThat(exchange.getException()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("num");
        assertThat(requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "diffbot:crawl/shop-*", "diffbot:crawl" })
    void ofManyJobsCannotHaveOneKey(String jobs) {
        assertThatThrownBy(() -> context.getEndpoint(jobs + "?fetch=data&incremental=true&stateKey=all")
                .createConsumer(exchange -> {
                })).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("stateKey");
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

    /** Records of these ids, each of the second that its id says. */
    private static String records(int... ids) {
        return Arrays.stream(ids).mapToObj(id -> record(id, id))
                .collect(Collectors.joining(",\n", "[", "]"));
    }

    private static String record(int id, int second) {
        return "{\"id\":" + id + ",\"title\":\"Page\",\"timestamp\":\""
               + Instant.ofEpochSecond(1_770_000_000L + second) + "\"}";
    }

    private static final class StartedRepository extends ServiceSupport implements StateRepository<String, String> {

        private final Map<String, String> states = new ConcurrentHashMap<>();

        @Override
        public void setState(String key, String value) {
            states.put(key, value);
        }

        @Override
        public String getState(String key) {
            return states.get(key);
        }
    }
}
