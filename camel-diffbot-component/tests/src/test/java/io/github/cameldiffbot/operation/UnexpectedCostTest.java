/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.operation;

import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.FaultCase;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Unexpected costs are prevented before a call")
@FaultCase("S12")
class UnexpectedCostTest extends RunTestSupport {

    @Test
    @DisplayName("More URLs than maxUrls are an error before any call")
    void moreUrlsThanTheBudgetAllowsAreAnErrorBeforeAnyCall() throws Exception {
        Exchange exchange = done(send("diffbot:bulk/shop?maxUrls=2", pages(3)));

        assertThat(exchange.getException()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("maxUrls=2");
        assertThat(sandbox().requests()).isEmpty();
    }

    @Test
    @DisplayName("More URLs than maxUrls create no job, also if they can be read only once")
    void moreUrlsThanTheBudgetAllowsMakeNoJobEvenIfTheyAreReadOnlyOnce() throws Exception {
        Exchange exchange = done(send("diffbot:bulk/shop?maxUrls=2", pages(3).iterator()));

        assertThat(exchange.getException()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("maxUrls=2");
        assertThat(sandbox().job("shop")).isNull();
    }

    @Test
    @DisplayName("As many URLs as maxUrls allows are submitted")
    void asManyAsTheBudgetAllowsAreSubmitted() throws Exception {
        assertThat(done(send("diffbot:bulk/shop?maxUrls=3", pages(3))).getException()).isNull();
    }

    @Test
    @DisplayName("A dry run returns the request and sends nothing")
    void aDryRunReturnsTheRequestAndSendsNothing() throws Exception {
        Exchange exchange
                = done(send("diffbot:bulk/shop?operation=run&dryRun=true&apiUrl=article&repeat=1&obeyRobots=false", pages(12)));

        Map<?, ?> request = exchange.getMessage().getBody(Map.class);
        assertThat(request.get("method")).isEqualTo("POST");
        assertThat(request.get("url")).isEqualTo(DIFFBOT.baseUrl() + "/bulk");
        assertThat(request.get("parameters")).isEqualTo(Map.of("name", List.of("shop"), "apiUrl",
                List.of(DIFFBOT.baseUrl() + "/article"), "repeat", List.of("1"), "obeyRobots", List.of("0")));
        assertThat(request.get("count")).isEqualTo(12L);
        assertThat(request.get("urls")).isEqualTo(pages(10));
        assertThat(request.toString()).doesNotContain(DIFFBOT.token());
        assertThat(sandbox().requests()).isEmpty();
    }

    @Test
    @DisplayName("A dry run rejects invalid input")
    void aDryRunFindsBadInputToo() throws Exception {
        Exchange exchange = done(send("diffbot:bulk/shop?dryRun=true", "ftp://nowhere"));

        assertThat(exchange.getException()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("URL 1");
    }
}
