/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.util.List;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.data.UrlReportRow;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The event of an end can have the results as its body")
class CompletionResultsTest extends LifeCycleSupport {

    @ParameterizedTest
    @ValueSource(strings = { "bulk", "crawl" })
    @DisplayName("The event of an end can have the records as its body")
    void asRecords(String type) throws Exception {
        start("fetch", "data");
        submit(type);
        await().untilAsserted(() -> assertThat(rows()).hasSize(2));
        assertThat(rows()).extracting(row -> row.getMessage().getBody(DiffbotRecord.class).getPageUrl())
                .containsExactlyInAnyOrder(page("notes/1"), page("notes/2"));
        assertThat(rows()).allSatisfy(row -> {
            assertThat(row.getMessage().getHeader(DiffbotConstants.JOB_NAME)).isEqualTo("life");
            assertThat(row.getMessage().getHeader(DiffbotConstants.EVENT)).isEqualTo("completed");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "bulk", "crawl" })
    @DisplayName("The event of an end can have the URL report as its body")
    void asTheUrlReport(String type) throws Exception {
        start("fetch", "urlReport");
        submit(type);
        await().untilAsserted(() -> assertThat(rows()).hasSize(3));
        assertThat(rows()).extracting(row -> row.getMessage().getBody(UrlReportRow.class).getUrl())
                .containsExactlyInAnyOrder(page("notes/1"), page("notes/2"), page("no-such-page"));
        assertThat(rows()).filteredOn(row -> row.getMessage().getBody(UrlReportRow.class).isSuccess()).hasSize(2);
    }

    private void submit(String type) {
        String[] pages = { page("notes/1"), page("no-such-page"), page("notes/2") };
        if (type.equals("bulk")) {
            bulk("life", pages);
        } else {
            crawl("life", "maxHops=0", pages);
        }
    }

    private List<Exchange> rows() {
        return context.getEndpoint("mock:rows", MockEndpoint.class).getReceivedExchanges();
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:job/life?fetch={{fetch}}&startFrom=earliest&delay=50&initialDelay=0")
                        .split(body()).streaming().to("mock:rows");
            }
        };
    }
}
