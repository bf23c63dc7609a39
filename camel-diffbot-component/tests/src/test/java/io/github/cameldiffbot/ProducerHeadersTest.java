/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Headers override options")
class ProducerHeadersTest extends DiffbotTestSupport {

    @Test
    @DisplayName("Headers set operation, type and name where the path leaves them open")
    void operationTypeAndNameFillInWhatThePathLeavesOpen() {
        onGet("/crawl?name=other&pause=1", json(WireJob.crawl("other").status(6).response()));

        Exchange exchange = with("diffbot:job", Map.of(
                "CamelDiffbotOperation", "pause", "CamelDiffbotJobType", "crawl", "CamelDiffbotJobName", "other"), null);

        assertThat(job(exchange).getName()).isEqualTo("other");
        assertThat(requests()).containsExactly("GET /crawl?name=other&pause=1");
    }

    @Test
    @DisplayName("Headers of an earlier step do not replace the job in the path")
    void theJobThatThePathNamesIsNotReplacedByTheOneOfTheStepBefore() {
        onGet("/crawl?name=news&pause=1", json(WireJob.crawl("news").status(6).response()));

        Exchange exchange = with("diffbot:crawl/news?operation=pause",
                Map.of("CamelDiffbotJobType", "bulk", "CamelDiffbotJobName", "other"), null);

        assertThat(job(exchange).getName()).isEqualTo("news");
        assertThat(requests()).containsExactly("GET /crawl?name=news&pause=1");
    }

    @Test
    @DisplayName("Headers with URLs, Extract API and settings override options")
    void urlsApiUrlAndSettings() {
        onGet("/bulk?name=shop", noSuchJob());
        onPost("/bulk", json(WireJob.bulk("shop").created()));

        job(with("diffbot:bulk/shop?apiUrl=article&repeat=1&allowedMessageSettings=repeat&urls=https://c.example", Map.of(
                "CamelDiffbotUrls", List.of("https://a.example", "https://b.example"), "CamelDiffbotApiUrl", "product",
                "CamelDiffbotSettings", Map.of("repeat", 2.5)), null));

        assertThat(posted()).isEqualTo(AUTH + "&name=shop&apiUrl=" + encoded(DIFFBOT.baseUrl() + "/v3/product")
                                       + "&repeat=2.5&urls=https%3A%2F%2Fa.example%20https%3A%2F%2Fb.example");
    }

    @Test
    @DisplayName("A blank body does not conflict with URLs in the header")
    void aBlankBodyDoesNotContradictTheUrls() {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").response()));
        onPost("/bulk", json(WireJob.bulk("shop").created()));

        job(with("diffbot:bulk/shop?operation=update", Map.of("CamelDiffbotUrls", "https://a.example"), " \n"));

        assertThat(posted()).endsWith("&urls=https%3A%2F%2Fa.example");
    }

    @Test
    @DisplayName("A job in the body does not conflict with URLs in the header")
    void aJobInTheBodyDoesNotContradictTheUrls() {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").response()));
        onPost("/bulk", json(WireJob.bulk("shop").created()));

        job(with("diffbot:bulk/shop?operation=update", Map.of("CamelDiffbotUrls", "https://a.example"),
                job(call("diffbot:bulk/shop?operation=status", null))));

        assertThat(posted()).isEqualTo(AUTH + "&name=shop&urls=https%3A%2F%2Fa.example");
    }

    @Test
    @DisplayName("Equal URLs in body and header are no conflict")
    void theSameUrlsInBodyAndHeaderAgree() {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").response()));
        onPost("/bulk", json(WireJob.bulk("shop").created()));

        job(with("diffbot:bulk/shop?operation=update", Map.of("CamelDiffbotUrls", "https://a.example"),
                "https://a.example\n"));

        assertThat(posted()).endsWith("&urls=https%3A%2F%2Fa.example");
    }

    @Test
    @DisplayName("Headers set number and format of results")
    void numAndFormat() throws Exception {
        onGet("/bulk/data?name=shop&format=csv&num=3", aResponse().withBody("type,title\n"));

        Exchange exchange = readWith("diffbot:bulk/shop?operation=data&num=9", it -> {
            it.getMessage().setHeader("CamelDiffbotNum", " 3 ");
            it.getMessage().setHeader("CamelDiffbotFormat", "csv");
        });

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(List.of());
    }

    @Test
    @DisplayName("Headers set the query and the number of its results")
    void query() throws Exception {
        onGet("/search?query=b&start=0&num=1", json("{\"objects\":[]}"));

        assertThat(readWith("diffbot:job?operation=search&query=a", it -> {
            it.getMessage().setHeader("CamelDiffbotQuery", "b");
            it.getMessage().setHeader("CamelDiffbotNum", 1);
        }).getException()).isNull();
    }

    private Exchange with(String uri, Map<String, Object> headers, Object body) {
        return callWith(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }
}
