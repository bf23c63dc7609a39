/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;

import io.github.cameldiffbot.data.UrlReportRow;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The operation urlReport reads the URL report of a job")
class ProducerUrlReportTest extends DiffbotTestSupport {

    @ParameterizedTest
    @ValueSource(strings = { "bulk", "crawl" })
    @DisplayName("A URL report gives typed rows")
    void givesTypedRows(String type) throws Exception {
        onGet("/" + type + "/data?name=shop&type=urls", aResponse().withBody(wire("urls.csv")));

        Exchange exchange = read("diffbot:" + type + "/shop?operation=urlReport", null);

        List<?> rows = exchange.getMessage().getBody(List.class);
        assertThat(rows).hasSize(2);
        assertThat(((UrlReportRow) rows.get(1)).getCrawlStatus()).isEqualTo("robots.txt disallows this url");
        assertThat(((UrlReportRow) rows.get(0)).isSuccess()).isTrue();
        assertThat(requests()).containsExactly("GET /" + type + "/data?name=shop&type=urls");
    }

    @Test
    @DisplayName("The option urlStatus selects rows")
    void statusChoosesAmongTheRows() throws Exception {
        onGet("/bulk/data?name=shop&type=urls", aResponse().withBody(wire("urls.csv")));

        assertThat(urls("failed")).containsExactly("https://shop.example/2");
        assertThat(urls("success")).containsExactly("https://shop.example/1");
        assertThat(urls("duplicate,%20unknown")).isEmpty();
        assertThat(urls("success,failed")).hasSize(2);
    }

    private List<String> urls(String status) throws Exception {
        Exchange exchange = read("diffbot:bulk/shop?operation=urlReport&urlStatus=" + status, null);
        List<?> rows = exchange.getMessage().getBody(List.class);
        return rows.stream().map(row -> ((UrlReportRow) row).getUrl()).toList();
    }

    @Test
    @DisplayName("A raw URL report is the table as a stream")
    void rawGivesTheTableAsAStream() throws Exception {
        onGet("/bulk/data?name=shop&type=urls&num=5", aResponse().withBody(wire("urls.csv")));

        assertThat(read("diffbot:bulk/shop?operation=urlReport&raw=true&num=5", null).getMessage().getBody())
                .isEqualTo(wire("urls.csv"));
    }
}
