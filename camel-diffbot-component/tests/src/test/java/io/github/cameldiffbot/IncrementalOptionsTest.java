/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.time.Instant;
import java.util.Map;

import io.github.cameldiffbot.data.DiffbotRecord;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Options that incremental reads cannot be combined with and invalid checkpoints are errors")
class IncrementalOptionsTest extends DiffbotTestSupport {

    private static final String KEPT = "diffbot:crawl/shop?operation=data&incremental=true&stateRepository=#positions";

    private final StateRepository<String, String> positions = new MemoryStateRepository();

    @BeforeEach
    void bind() {
        context.getRegistry().bind("positions", positions);
    }

    @ParameterizedTest
    @CsvSource({
            "maxRecords=5, maxRecords", "num=5, num", "format=csv, format=csv", "raw=true, raw=true",
            "lookbackWindow=-1, lookbackWindow" })
    @DisplayName("Options that read only some of the records, or no single records, are an error at the start of the endpoint")
    void optionsThatReadOnlySome(String option, String named) {
        assertThatThrownBy(() -> template.request(KEPT + "&" + option, exchange -> {
        })).hasStackTraceContaining("IllegalArgumentException").hasStackTraceContaining(named)
                .hasStackTraceContaining("ncremental");
        assertThatThrownBy(() -> context.getEndpoint("diffbot:crawl/shop?fetch=data&incremental=true&" + option)
                .createConsumer(exchange -> {
                })).hasStackTraceContaining("IllegalArgumentException").hasStackTraceContaining(named);
        assertThat(requests()).isEmpty();
    }

    @Test
    @DisplayName("Such a header is an error before a job is created")
    void headerOfARun() {
        Exchange exchange = callWith("diffbot:bulk/shop?operation=run&fetch=data&incremental=true", message -> {
            message.getMessage().setBody("https://shop.example/1");
            message.getMessage().setHeaders(Map.of(DiffbotConstants.NUM, 3));
        });

        assertThat(exchange.getException()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("num");
        assertThat(requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "rubbish", "2;1;1;0;", "1;5;4;1;AAAA" })
    @DisplayName("An invalid checkpoint is an error and is kept")
    void unknownPosition(String stored) throws Exception {
        positions.setState("crawl/shop", stored);
        onGet("/crawl?name=shop", json(WireJob.crawl("shop").status(7).response()));
        onGet("/crawl/data?name=shop&format=json", json("[{\"id\":1}]"));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(KEPT).split(body()).streaming().to("mock:records");
            }
        });

        Exchange exchange = template.request("direct:in", message -> {
        });

        assertThat(exchange.getException()).hasStackTraceContaining("'crawl/shop'").hasStackTraceContaining("stateRepository")
                .hasStackTraceContaining("remove it to read all records again");
        assertThat(positions.getState("crawl/shop")).isEqualTo(stored);
    }

    @Test
    @DisplayName("With unique each record is new once: within a download, and over all reads")
    void returnEachRecordOnceWithUnique() throws Exception {
        onGet("/crawl?name=shop", json(WireJob.crawl("shop").status(7).response()));
        onGet("/crawl/data?name=shop&format=json", json("[" + at(1, 1) + "," + at(1, 5) + "," + at(2, 2) + "]"));
        Exchange first = read(KEPT + "&unique=true", null);
        // page 1 was extracted again, twice, and page 3 is new
        onGet("/crawl/data?name=shop&format=json",
                json("[" + at(1, 5) + "," + at(2, 2) + "," + at(1, 7) + "," + at(3, 6) + "," + at(1, 8) + "]"));
        Exchange second = read(KEPT + "&unique=true", null);
        Exchange third = read(KEPT + "&unique=true", null);

        assertThat(list(first)).extracting(record -> ((DiffbotRecord) record).getId()).containsExactly("1", "2");
        assertThat(list(second)).extracting(record -> ((DiffbotRecord) record).getId()).containsExactly("1", "3");
        assertThat(list(third)).isEmpty();
        assertThat(first.getMessage().getHeader(DiffbotConstants.RECORDS_DUPLICATE)).isEqualTo(1L);
        assertThat(second.getMessage().getHeader(DiffbotConstants.RECORDS_DUPLICATE)).isEqualTo(1L);
        assertThat(second.getMessage().getHeader(DiffbotConstants.RECORDS_KNOWN)).isEqualTo(2L);
    }

    private static String at(int id, int second) {
        return "{\"id\":" + id + ",\"timestamp\":\"" + Instant.ofEpochSecond(1_770_000_000L + second) + "\"}";
    }
}
