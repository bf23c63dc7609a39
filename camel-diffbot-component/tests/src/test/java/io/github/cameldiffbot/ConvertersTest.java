/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.data.UrlReportRow;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Jobs, records and rows are converted to the usual types")
class ConvertersTest extends DiffbotTestSupport {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    @DisplayName("A job is converted to its JSON as text, bytes and stream")
    void aJobIsJson() throws Exception {
        Job job = aJob();

        assertThat(MAPPER.readTree(convert(String.class, job))).isEqualTo(MAPPER.readTree(
                WireJob.bulk("shop").status(7).with("objectsFound", 3).toString()));
        assertThat(convert(byte[].class, job)).isEqualTo(convert(String.class, job).getBytes(StandardCharsets.UTF_8));
        assertThat(convert(InputStream.class, job)).hasContent(convert(String.class, job));
    }

    @Test
    @DisplayName("A map with the name of a job is converted to a job")
    void aMapIsAJob() {
        assertThat(convert(Job.class, Map.of("name", "shop", "type", "bulk")).getName()).isEqualTo("shop");
    }

    @Test
    @DisplayName("A map without the name of a job is no job, such as a record")
    void anotherMapIsNoJob() throws Exception {
        assertThatThrownBy(() -> convert(Job.class, Map.of("title", "A page"))).isInstanceOf(TypeConversionException.class)
                .hasRootCauseMessage("A map with the members [title] is not a job, because it has no name. Convert the parsed"
                                     + " JSON of a job, such as the body of an event");
        assertThat(context.getTypeConverter().tryConvertTo(Job.class, aRecord())).isNull();
    }

    @Test
    @DisplayName("A record is converted to the received bytes, without being parsed")
    void aRecordIsTheBytesThatCame() throws Exception {
        DiffbotRecord record = aRecord();

        String sent = "{ \"title\" : \"\\u00fc ü\", \"id\":6526070754824580571 , \"score\":1.10 }";
        assertThat(convert(String.class, record)).isEqualTo(sent);
        assertThat(convert(byte[].class, record)).isEqualTo(sent.getBytes(StandardCharsets.UTF_8));
        assertThat(convert(InputStream.class, record)).hasBinaryContent(sent.getBytes(StandardCharsets.UTF_8));
        assertThat(record.isParsed()).isFalse();
    }

    @Test
    @DisplayName("A row is converted to JSON as text, bytes and stream")
    void aRowIsJson() throws Exception {
        UrlReportRow row = aRow();

        assertThat(MAPPER.readTree(convert(String.class, row)).get("Crawl Status").asText()).isEqualTo("Success");
        assertThat(convert(byte[].class, row)).isEqualTo(convert(String.class, row).getBytes(StandardCharsets.UTF_8));
        assertThat(convert(InputStream.class, row)).hasContent(convert(String.class, row));
    }

    @ParameterizedTest
    @CsvSource({
            "${body.name}, shop", "${body[objectsFound]}, 3", "${body[jobStatus][status]}, 7", "${body.status.code}, 7",
            "${body.status.group}, running", "${body.objectsFound}, 3" })
    @DisplayName("The Simple language reads the members of a job")
    void simpleReadsAJob(String simple, String value) throws Exception {
        aJob();
        Exchange exchange = call("diffbot:bulk/shop?operation=status", null);

        assertThat(context.resolveLanguage("simple").createExpression(simple).evaluate(exchange, String.class))
                .isEqualTo(value);
    }

    @Test
    @DisplayName("The data format of camel-jackson writes jobs, records and rows")
    void camelJacksonWritesThem() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:json").marshal().json();
            }
        });

        assertThat(json(aJob()).get("name").asText()).isEqualTo("shop");
        assertThat(json(aRecord()).get("id").asLong()).isEqualTo(6526070754824580571L);
        assertThat(json(aRow()).get("Url").asText()).isEqualTo("https://shop.example/1");
    }

    private JsonNode json(Object body) throws Exception {
        return MAPPER.readTree(template.requestBody("direct:json", body, String.class));
    }

    private <T> T convert(Class<T> type, Object value) {
        return context.getTypeConverter().convertTo(type, value);
    }

    private Job aJob() {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(7).with("objectsFound", 3).response()));
        return job(call("diffbot:bulk/shop?operation=status", null));
    }

    private DiffbotRecord aRecord() throws Exception {
        onGet("/bulk/data?name=shop&format=json",
                json("[{ \"title\" : \"\\u00fc ü\", \"id\":6526070754824580571 , \"score\":1.10 }]"));
        List<?> records = list(read("diffbot:bulk/shop?operation=data", null));
        return (DiffbotRecord) records.get(0);
    }

    private UrlReportRow aRow() throws Exception {
        onGet("/bulk/data?name=shop&type=urls", aResponse().withBody(wire("urls.csv")));
        return (UrlReportRow) list(read("diffbot:bulk/shop?operation=urlReport", null)).get(0);
    }
}
