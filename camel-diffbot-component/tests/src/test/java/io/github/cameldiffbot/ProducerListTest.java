/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;
import java.util.stream.Stream;

import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The operation list selects jobs")
class ProducerListTest extends DiffbotTestSupport {

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "job; nightly-1,nightly-2,shop,news",
            "bulk; nightly-1,nightly-2,shop",
            "crawl; news",
            "bulk/nightly-*; nightly-1,nightly-2",
            "bulk/shop; shop",
            "job/(shop|news); shop,news",
            "job/nightly-*?status=finished; nightly-2",
            "job?status=7; nightly-1",
            "job?status=failed,0; shop,news" })
    @DisplayName("The list is filtered by type, name and status")
    void filtersByTypeNameAndStatus(String path, String names) {
        onGet("/bulk", json(WireJob.list(
                WireJob.bulk("nightly-1").status(7), WireJob.bulk("nightly-2").status(9), WireJob.bulk("shop").status(10),
                WireJob.crawl("news"))));

        Exchange exchange = call("diffbot:" + path + (path.contains("?") ? "&" : "?") + "operation=list", null);

        assertThat(exchange.getException()).isNull();
        assertThat(names(exchange)).containsExactly(names.split(","));
        assertThat(requests()).containsExactly("GET /bulk");
    }

    @Test
    @DisplayName("The list of a token without jobs is empty")
    void ofATokenWithoutJobsItIsEmpty() {
        onGet("/bulk", json("{}"));

        assertThat(names(call("diffbot:job?operation=list", null))).isEmpty();
    }

    private static Stream<String> names(Exchange exchange) {
        List<?> jobs = exchange.getMessage().getBody(List.class);
        return jobs.stream().map(job -> ((Job) job).getName());
    }
}
