/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.internal.exchange.ReadOutcome;
import org.apache.camel.Exchange;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The operation search reads results of a query")
class ProducerSearchTest extends DiffbotTestSupport {

    private static final String CALL = "/search?col=shop&query=type%3Aproduct%20-x&start=0&num=100";

    @ParameterizedTest
    @ValueSource(strings = { "bulk", "crawl", "job" })
    @DisplayName("A search gives records, with the job as its collection")
    void givesRecords(String type) throws Exception {
        onGet(CALL, json(wire("search.json")));

        Exchange exchange = read("diffbot:" + type + "/shop?operation=search", "type:product -x");

        List<?> records = list(exchange);
        assertThat(records).hasSize(2);
        assertThat(((DiffbotRecord) records.get(0)).getKey()).isEqualTo("101");
        assertThat(requests()).containsExactly("GET " + CALL);
    }

    @Test
    @DisplayName("A search without a job name searches all jobs")
    void withoutANameItSearchesAllJobs() throws Exception {
        onGet("/search?query=x&start=0&num=7", json("{\"objects\":[]}"));

        assertThat(read("diffbot:job?operation=search&query=x&num=7", null).getException()).isNull();
    }

    @Test
    @DisplayName("A full page of results is followed by the next one")
    void aFullPageIsFollowedByTheNext() throws Exception {
        String hundred = "{\"title\":\"t\"},".repeat(99) + "{\"title\":\"t\"}";
        onGet("/search?query=x&start=0&num=100", json("{\"hits\":101,\"objects\":[" + hundred + "]}"));
        onGet("/search?query=x&start=100&num=100", json("{\"hits\":101,\"objects\":[{\"title\":\"last\"}]}"));

        assertThat(list(read("diffbot:job?operation=search", "x"))).hasSize(101);
        assertThat(requests()).hasSize(2);
    }

    @Test
    @DisplayName("Results that the search reports but does not return are in a header and in the read outcome")
    void missingResultsAreReported() throws Exception {
        onGet("/search?query=x&start=0&num=100", json("{\"hits\":5,\"objects\":[{\"id\":1},{\"id\":2}]}"));
        onGet("/search?query=x&start=2&num=100", json("{\"hits\":5,\"objects\":[]}"));

        Exchange exchange = read("diffbot:job?operation=search&query=x", null);

        assertThat(list(exchange)).hasSize(2);
        assertThat(exchange.getMessage().getHeader(DiffbotConstants.RECORDS_MISSING)).isEqualTo(3L);
        assertThat(ReadOutcome.of(exchange).reason()).isEqualTo("3 records are missing");
    }

    @Test
    @DisplayName("The query can be in a stream cache")
    void aStreamCacheHoldsAQueryToo() throws Exception {
        onGet(CALL, json(wire("search.json")));

        Exchange exchange = read("diffbot:job/shop?operation=search",
                new InputStreamCache("type:product -x".getBytes(StandardCharsets.UTF_8)));

        assertThat(exchange.getException()).isNull();
        assertThat(list(exchange)).hasSize(2);
    }

    @Test
    @DisplayName("A body of another type is not a query")
    void aBodyThatHoldsSomethingElseIsNoQuery() throws Exception {
        onGet(CALL, json(wire("search.json")));

        assertThat(read("diffbot:job/shop?operation=search&query=RAW(type:product -x)", Map.of("a", "b")).getException())
                .isNull();
    }
}
