/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import io.github.cameldiffbot.error.DiffbotMissingRecordsException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Missing records are noticed")
@FaultCase("S9")
class MissingRecordsTest extends DiffbotTestSupport {

    private static final String STATUS = "/bulk?name=shop";
    private static final String DATA = "/bulk/data?name=shop&format=json";

    @BeforeEach
    void response() {
        component().setPollInterval(10);
        // one more than the three existing records
        onGet(STATUS, json(job(4)));
        onGet(DATA, json(wire("data.json")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "await&fetch=data", "data&failOnMissingRecords=false" })
    @DisplayName("After a split a header has the number of records read")
    void howManyWereReadIsInAHeaderAfterASplit(String operation) throws Exception {
        Exchange exchange = split("operation=" + operation);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(DiffbotConstants.RECORDS_RECEIVED)).isEqualTo(3L);
        assertThat(exchange.getMessage().getHeader(DiffbotConstants.RECORDS_SKIPPED)).isEqualTo(0L);
    }

    @Test
    @DisplayName("After a split a header has the number of missing records")
    void howManyAreMissingToo() throws Exception {
        Exchange exchange = split("operation=await&fetch=data");

        assertThat(exchange.getMessage().getHeader(DiffbotConstants.RECORDS_MISSING)).isEqualTo(1L);
    }

    @ParameterizedTest
    @CsvSource({ "2, false", "1, true" })
    @DisplayName("An incremental read that misses records does not move its checkpoint")
    void andAnIncrementalReadThenDoesNotMoveItsPosition(int found, boolean moves) throws Exception {
        StateRepository<String, String> positions = new MemoryStateRepository();
        context.getRegistry().bind("positions", positions);
        onGet(STATUS, json(job(found)));
        onGet(DATA, json("[{\"id\":1,\"timestamp\":\"2026-07-24T12:00:00Z\"}]"));

        assertThat(split("operation=await&fetch=data&incremental=true&stateRepository=#positions").getException()).isNull();

        assertThat(positions.getState("bulk/shop") != null).isEqualTo(moves);
    }

    @Test
    @DisplayName("Missing records are logged once")
    void theLogSaysItOnce() throws Exception {
        CapturedLogs logs = new CapturedLogs();
        logs.begin();
        try {
            split("operation=await&fetch=data");
        } finally {
            logs.end();
        }
        assertThat(logs.texts()).filteredOn(text -> text.contains("has found 4 objects, but its data has 3 records"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "await&fetch=data", "data" })
    @DisplayName("With failOnMissingRecords missing records are an error after the last one")
    void itIsAnErrorOnRequest(String operation) throws Exception {
        Exchange exchange = split("failOnMissingRecords=true&operation=" + operation);

        assertThat(exchange.getException()).isInstanceOfSatisfying(DiffbotMissingRecordsException.class, e -> {
            assertThat(e.getObjectsFound()).isEqualTo(4);
            assertThat(e.getRecords()).isEqualTo(3);
            assertThat(e).hasMessageContaining("'shop'").hasMessageContaining("4 objects").hasMessageContaining("3 records");
        });
        getMockEndpoint("mock:records").expectedMessageCount(3);
        getMockEndpoint("mock:records").assertIsSatisfied();
    }

    @Test
    @DisplayName("With failOnMissingRecords an event is delivered again until all records are there")
    void anEventComesAgainUntilAllAreThere() throws Exception {
        inTurn(DATA, "[{\"id\":1}]", "[{\"id\":1},{\"id\":2}]", "[{\"id\":1},{\"id\":2},{\"id\":3},{\"id\":4}]");
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:bulk/shop?startFrom=earliest&fetch=data&failOnMissingRecords=true"))
                        .split(body()).streaming().to("mock:records").end().to("mock:done");
            }
        });
        MockEndpoint done = getMockEndpoint("mock:done");
        done.expectedMessageCount(1);
        done.expectedHeaderReceived(DiffbotConstants.RECORDS_RECEIVED, 4L);

        done.assertIsSatisfied();
        assertThat(getMockEndpoint("mock:records").getReceivedCounter()).isEqualTo(7);
    }

    @Test
    @DisplayName("Skipped and duplicate records are not missing")
    void badRecordsAreNotMissing() throws Exception {
        onGet(DATA, json("[{\"id\":1},null,{\"id\":2},{\"id\":2}]"));

        Exchange exchange = split("operation=data&failOnMissingRecords=true&onBadRecord=skip&unique=true");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeaders()).containsEntry(DiffbotConstants.RECORDS_RECEIVED, 2L)
                .containsEntry(DiffbotConstants.RECORDS_SKIPPED, 1L).containsEntry(DiffbotConstants.RECORDS_DUPLICATE, 1L)
                .doesNotContainKey(DiffbotConstants.RECORDS_MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = { "num=3", "maxRecords=2" })
    @DisplayName("Nothing is missing of a read that num or maxRecords limits")
    void nothingIsMissingInAPartialRequest(String option) throws Exception {
        onGet("/bulk/data?name=shop&format=json&num=3", json(wire("data.json")));

        onGet("/bulk?name=shop", json(job(4)));

        assertNothingMissing(splitFrom("diffbot:job/shop?operation=data&" + option));
    }

    @ParameterizedTest
    @CsvSource({ "7, 0", "6, 0", "4, 1", "1, 2", "9, 1" })
    @DisplayName("Nothing is missing of a job that runs or has rounds")
    void notOfARunningJobOrOneWithRounds(int status, int rounds) throws Exception {
        onGet(STATUS, json(WireJob.bulk("shop").status(status).with("objectsFound", 4).with("roundsCompleted", rounds)
                .response()));

        assertNothingMissing(split("operation=data&failOnMissingRecords=true"));
    }

    @Test
    @DisplayName("Nothing is missing of a job that was created again after the status")
    void notOfAJobThatContinuedAfterItsEvent() throws Exception {
        inTurn(STATUS, job(4),
                WireJob.bulk("shop").status(9).with("objectsFound", 4).with("jobCreationTimeUTC", 1770009999).response());

        assertNothingMissing(split("operation=data&failOnMissingRecords=true"));
    }

    @Test
    @DisplayName("Nothing is missing if there are more records than the job reports")
    void notIfThereAreMoreThanTheJobReports() throws Exception {
        onGet(STATUS, json(job(2)));

        assertNothingMissing(split("operation=data&failOnMissingRecords=true"));
    }

    @Test
    @DisplayName("The operation data does not read the job by default, so that nothing is missing")
    void theOperationDataDoesNotReadTheJobByDefault() throws Exception {
        assertNothingMissing(split("operation=data"));
        assertThat(requests()).containsExactly("GET " + DATA);
    }

    @Test
    @DisplayName("Headers of an earlier read are removed")
    void headersOfAnEarlierReadAreRemoved() throws Exception {
        Exchange exchange = callWith("diffbot:bulk/shop?operation=data", message -> {
            message.getMessage().setHeader(DiffbotConstants.RECORDS_RECEIVED, 17L);
            message.getMessage().setHeader(DiffbotConstants.RECORDS_MISSING, 1L);
        });

        assertThat(exchange.getMessage().getHeaders())
                .doesNotContainKeys(DiffbotConstants.RECORDS_RECEIVED, DiffbotConstants.RECORDS_MISSING);
    }

    private static void assertNothingMissing(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey(DiffbotConstants.RECORDS_MISSING);
    }

    private Exchange split(String options) throws Exception {
        return splitFrom("diffbot:bulk/shop?" + options);
    }

    private Exchange splitFrom(String uri) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:split").to(uri).split(body()).streaming().to("mock:records");
            }
        });
        return template.request("direct:split", exchange -> {
        });
    }

    private static String job(int objects) {
        return WireJob.bulk("shop").status(9).with("objectsFound", objects).response();
    }
}
