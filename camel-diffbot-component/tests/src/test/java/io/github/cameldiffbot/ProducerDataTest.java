/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The operation data reads the results of a job")
class ProducerDataTest extends DiffbotTestSupport {

    @ParameterizedTest
    @ValueSource(strings = { "bulk", "crawl" })
    @DisplayName("JSON data is a body of records")
    void jsonGivesRecords(String type) throws Exception {
        onGet("/" + type + "/data?name=shop&format=json", json(wire("data.json")));

        Exchange exchange = read("diffbot:" + type + "/shop?operation=data", null);

        List<?> records = list(exchange);
        assertThat(records).hasSize(3).allSatisfy(record -> assertThat(record).isInstanceOf(DiffbotRecord.class));
        assertThat(((DiffbotRecord) records.get(1)).getTitle()).isEqualTo("Zwei ü");
        assertThat(((DiffbotRecord) records.get(1)).get("id")).isEqualTo(6526070754824580572L);
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelDiffbotJobType", type).containsEntry("CamelDiffbotJobName", "shop");
        assertThat(requests()).containsExactly("GET /" + type + "/data?name=shop&format=json");
    }

    @ParameterizedTest
    @ValueSource(strings = { "bulk", "crawl" })
    @DisplayName("CSV data is a body of rows")
    void csvGivesRows(String type) throws Exception {
        onGet("/" + type + "/data?name=shop&format=csv",
                aResponse().withHeader("Content-Type", "text/csv; charset=utf-8").withBody(wire("data.csv")));

        Exchange exchange = read("diffbot:" + type + "/shop?operation=data&format=csv", null);

        assertThat(list(exchange)).isEqualTo(List.of(
                Map.of("type", "product", "title", "One", "pageUrl", "https://shop.example/1"),
                Map.of("type", "product", "title", "Zwei ü", "pageUrl", "https://shop.example/2")));
        assertThat(requests()).containsExactly("GET /" + type + "/data?name=shop&format=csv");
    }

    @Test
    @DisplayName("Raw CSV is the table as a stream")
    void rawCsvGivesTheTableAsAStream() throws Exception {
        onGet("/bulk/data?name=shop&format=csv", aResponse().withBody(wire("data.csv")));

        assertThat(read("diffbot:bulk/shop?operation=data&format=csv&raw=true", null).getMessage().getBody())
                .isEqualTo(wire("data.csv"));
    }

    @Test
    @DisplayName("maxRecords limits the rows of CSV")
    void onlySoManyRows() throws Exception {
        onGet("/bulk/data?name=shop&format=csv", aResponse().withBody(wire("data.csv")));

        assertThat(list(read("diffbot:bulk/shop?operation=data&format=csv&maxRecords=1", null))).hasSize(1);
    }

    @Test
    @DisplayName("Raw results are the received bytes with the token masked, unless keepToken is set")
    void rawReturnsTheReceivedBytesWithoutTheToken() throws Exception {
        onGet("/bulk/data?name=shop&format=json", json(wire("data.json")));

        assertThat(read("diffbot:bulk/shop?operation=data&raw=true&keepToken=true", null).getMessage().getBody())
                .isEqualTo(wire("data.json"));
        assertThat(read("diffbot:bulk/shop?operation=data&raw=true", null).getMessage().getBody())
                .isEqualTo(wire("data.json").replace(TOKEN, "x".repeat(TOKEN.length())));
    }

    @Test
    @DisplayName("The option num is sent")
    void numIsRequested() throws Exception {
        onGet("/bulk/data?name=shop&format=json&num=2", json("[]"));

        assertThat(list(read("diffbot:bulk/shop?operation=data&num=2", null))).isEmpty();
    }

    @Test
    @DisplayName("maxRecords limits the records that are read")
    void maxRecordsBoundsTheReading() throws Exception {
        onGet("/bulk/data?name=shop&format=json", json(wire("data.json")));

        assertThat(list(read("diffbot:bulk/shop?operation=data&maxRecords=2", null))).hasSize(2);
    }

    @Test
    @DisplayName("Records are bound to the class in recordType")
    void recordsCanBeBoundToAClass() throws Exception {
        onGet("/bulk/data?name=shop&format=json", json("[{\"title\":\"One\"}]"));

        assertThat(list(read("diffbot:bulk/shop?operation=data&recordType=" + Titled.class.getName(), null)).get(0))
                .isEqualTo(new Titled("One"));
    }

    public record Titled(String title) {
    }

    @ParameterizedTest
    @CsvSource({ "bulk, /bulk/data", "crawl, /crawl/data" })
    @DisplayName("With the type job, the type is read before the data")
    void forEitherTypeTheTypeIsReadFirst(String type, String path) throws Exception {
        onGet("/bulk?name=shop",
                json((type.equals("bulk") ? WireJob.bulk("shop") : WireJob.crawl("shop")).response()));
        onGet(path + "?name=shop&format=json", json("[]"));

        Exchange exchange = read("diffbot:job/shop?operation=data", null);

        assertThat(exchange.getException()).isNull();
        assertThat(requests()).containsExactly("GET /bulk?name=shop", "GET " + path + "?name=shop&format=json");
    }

    @Test
    @DisplayName("A missing job is an error at the step that reads its data")
    void aJobThatIsNotThereFailsAtThisStep() {
        onGet("/bulk/data?name=shop&format=json",
                json("{\"errorCode\":400,\"error\":\"No collection record\"}").withStatus(400));

        assertThat(call("diffbot:bulk/shop?operation=data", null).getException())
                .isInstanceOf(DiffbotNoSuchJobException.class);
    }

    @Test
    @DisplayName("The token in records is masked unless keepToken is set")
    void theTokenIsMaskedUnlessItIsToBeKept() throws Exception {
        onGet("/bulk/data?name=shop&format=json", json(wire("data.json")));

        assertThat(list(read("diffbot:bulk/shop?operation=data", null)).toString())
                .doesNotContain(TOKEN);
        assertThat(list(read("diffbot:bulk/shop?operation=data&keepToken=true", null)).get(0))
                .isInstanceOfSatisfying(Map.class, record -> assertThat(record.get("token")).isEqualTo(TOKEN));
    }
}
