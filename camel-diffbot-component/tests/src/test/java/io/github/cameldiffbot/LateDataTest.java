/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;

import io.github.cameldiffbot.error.DiffbotNoDataException;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.internal.exchange.ReadOutcome;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Data that is not there yet is requested again")
@FaultCase("S8")
class LateDataTest extends DiffbotTestSupport {

    private static final String DATA = "/bulk/data?name=shop&format=json";
    private static final String AWAIT = "diffbot:bulk/shop?operation=await&fetch=data";

    @BeforeEach
    void retry() {
        component().setMaxRetries(3);
        component().setPollInterval(10);
        ended(3);
    }

    @ParameterizedTest
    @ValueSource(strings = { "[]", "", " \n" })
    @DisplayName("Data that is empty at first is requested again")
    void whenItIsEmptyAtFirst(String empty) throws Exception {
        inTurn(DATA, empty, empty, wire("data.json"));

        assertThat(list(read(AWAIT, null))).hasSize(3);
        assertThat(downloads()).isEqualTo(3);
    }

    @Test
    @DisplayName("Data of a job that is unknown at first is requested again")
    void whenTheJobIsUnknownAtFirst() throws Exception {
        inTurn(DATA, json("{\"errorCode\":400,\"error\":\"No collection record\"}").withStatus(400),
                json("Not found").withStatus(404), json(wire("data.json")));

        assertThat(list(read(AWAIT, null))).hasSize(3);
    }

    @Test
    @DisplayName("Data that a consumer fetches is requested again if it is empty")
    void alsoWithTheEvent() throws Exception {
        inTurn(DATA, "[]", wire("data.json"));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:bulk/shop?startFrom=earliest&fetch=data")).split(body()).streaming().to("mock:records");
            }
        });
        MockEndpoint records = getMockEndpoint("mock:records");
        records.expectedMessageCount(3);

        records.assertIsSatisfied();
    }

    @Test
    @DisplayName("A URL report that is empty at first is requested again")
    void alsoTheUrlReport() throws Exception {
        inTurn("/bulk/data?name=shop&type=urls", aResponse().withBody(""), aResponse().withBody(wire("urls.csv")));

        assertThat(list(read("diffbot:bulk/shop?operation=await&fetch=urlReport", null))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
            "fetch=data, format=json, []", "fetch=data, format=json, ''", "fetch=data, format=json, '{\"objects\":[]}'",
            "fetch=data&format=csv, format=csv, ''", "fetch=data&format=csv, format=csv, 'id,title\n'",
            "fetch=urlReport, type=urls, ''" })
    @FaultCase("S8")
    @DisplayName("Raw results are requested again while they are empty, as a stream and as a file")
    void alsoRaw(String options, String query, String empty) throws Exception {
        String there = query.equals("format=json") ? wire("data.json") : "Url,Crawl Status\nhttps://a.example/,Success\n";
        for (String to : List.of("", "&localWorkDirectory=target/work")) {
            inTurn("/bulk/data?name=shop&" + query, aResponse().withBody(empty.replace("\\n", "\n")),
                    aResponse().withBody(empty.replace("\\n", "\n")), aResponse().withBody(there));
            Exchange exchange = read("diffbot:bulk/shop?operation=await&raw=true&keepToken=true&" + options + to, null);

            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(there);
            assertThat(ReadOutcome.of(exchange).isComplete()).isTrue();
            DIFFBOT.resetScenarios();
        }
        assertThat(downloads()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "&localWorkDirectory=target/work" })
    @FaultCase("S8")
    @DisplayName("Raw results that stay empty are an error, and leave no file")
    void alsoRawOrElseItIsAnError(String to) throws Exception {
        onGet(DATA, json("[]"));

        Exchange exchange = read(AWAIT + "&raw=true" + to, null);

        assertThat(exchange.getException(DiffbotNoDataException.class)).hasMessageContaining("3 objects");
        assertThat(downloads()).isEqualTo(4);
        assertThat(ReadOutcome.of(exchange).isComplete()).isFalse();
    }

    @Test
    @DisplayName("A short raw response with a record is complete")
    void aShortRawAnswerIsThere() throws Exception {
        onGet(DATA, json("[{\"id\":1}]"));

        assertThat(read(AWAIT + "&raw=true", null).getMessage().getBody(String.class)).isEqualTo("[{\"id\":1}]");
        assertThat(downloads()).isOne();
    }

    @Test
    @DisplayName("A URL report whose rows are all filtered out is not requested again")
    void aReportOfWhichNoRowIsWantedIsThere() throws Exception {
        onGet("/bulk/data?name=shop&type=urls", aResponse().withBody("Url,Crawl Status,Process Response\n"
                                                                     + "https://shop.example/1,Success,Success\n"));

        assertThat(list(read("diffbot:bulk/shop?operation=await&fetch=urlReport&urlStatus=failed", null))).isEmpty();
        assertThat(downloads()).isOne();
    }

    @Test
    @DisplayName("Data that stays empty is an error with the number of objects and the option")
    void otherwiseTheErrorNamesTheNumber() throws Exception {
        onGet(DATA, json("[]"));

        Exchange exchange = read(AWAIT, null);

        assertThat(exchange.getException()).isInstanceOfSatisfying(DiffbotNoDataException.class, e -> {
            assertThat(e).hasMessageContaining("'shop'").hasMessageContaining("3 objects").hasMessageContaining("maxRetries");
            assertThat(e.getJob().getObjectsFound()).isEqualTo(3);
        });
        assertThat(downloads()).isEqualTo(4);
    }

    @Test
    @DisplayName("The error of missing data has the last response as its cause")
    void otherwiseTheErrorHasTheLastResponseAsItsCause() throws Exception {
        onGet(DATA, json("{\"errorCode\":400,\"error\":\"No collection record\"}").withStatus(400));

        assertThat(read(AWAIT, null).getException()).isInstanceOf(DiffbotNoDataException.class)
                .hasCauseInstanceOf(DiffbotNoSuchJobException.class);
    }

    @Test
    @DisplayName("Empty data of a job without objects is complete")
    void aJobWithoutObjectsIsNotWaitedFor() throws Exception {
        ended(0);
        onGet(DATA, json("[]"));

        assertThat(list(read(AWAIT, null))).isEmpty();
        assertThat(downloads()).isOne();
    }

    @Test
    @DisplayName("Empty data of a job that was created again meanwhile is complete")
    void aJobRestartedMeanwhileIsNotWaitedFor() throws Exception {
        inTurn("/bulk?name=shop", WireJob.bulk("shop").status(9).with("objectsFound", 3).response(),
                WireJob.bulk("shop").status(0).with("jobCreationTimeUTC", 1770009999).response());
        onGet(DATA, json("[]"));

        assertThat(list(read("diffbot:bulk/shop?operation=data&failOnMissingRecords=true", null))).isEmpty();
    }

    @Test
    @DisplayName("Another error of a download is not retried as late data")
    void anotherErrorIsNotWaitedFor() throws Exception {
        onGet(DATA, json("{\"errorCode\":401,\"error\":\"Not authorized API token.\"}").withStatus(401));

        assertThat(read(AWAIT, null).getException()).hasMessageContaining("token is refused");
        assertThat(downloads()).isOne();
    }

    private static void ended(int objects) {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).with("objectsFound", objects).response()));
    }

    private static long downloads() {
        return requests().stream().filter(request -> request.contains("/bulk/data")).count();
    }
}
