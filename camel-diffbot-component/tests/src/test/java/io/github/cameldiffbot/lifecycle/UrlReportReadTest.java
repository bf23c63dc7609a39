/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.util.List;

import io.github.cameldiffbot.data.UrlReportRow;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The URL report of a job is read")
class UrlReportReadTest extends LifeCycleSupport {

    @JobOfEachType
    @DisplayName("The URL report has each URL, also the failed ones")
    void withWhatFailed(String type, String asked) throws Exception {
        start("type", asked);
        String[] pages = { page("about"), page("no-such-page") };
        if (type.equals("bulk")) {
            bulk("life", pages);
        } else {
            crawl("life", "maxHops=0", pages);
        }
        awaitStatus("life", 9);
        send("direct:report", null);
        List<UrlReportRow> rows = context.getEndpoint("mock:rows", MockEndpoint.class).getReceivedExchanges().stream()
                .map(row -> row.getMessage().getBody(UrlReportRow.class)).toList();
        assertThat(rows).extracting(UrlReportRow::getUrl).containsExactlyInAnyOrder(pages);
        assertThat(rows).filteredOn(UrlReportRow::isSuccess).extracting(UrlReportRow::getUrl)
                .containsExactly(page("about"));
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:report").to("diffbot:{{type}}/life?operation=urlReport").split(body()).streaming()
                        .to("mock:rows");
            }
        };
    }
}
