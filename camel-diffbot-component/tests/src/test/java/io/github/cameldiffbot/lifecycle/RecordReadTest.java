/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.util.List;

import io.github.cameldiffbot.data.CsvRow;
import io.github.cameldiffbot.data.DiffbotRecord;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The records of a job are read")
class RecordReadTest extends LifeCycleSupport {

    @JobOfEachType
    @DisplayName("The records of a job are read one by one")
    void oneByOne(String type, String asked) throws Exception {
        start("type", asked);
        makeThree(type);
        send("direct:json", null);
        List<Exchange> records = context.getEndpoint("mock:records", MockEndpoint.class).getReceivedExchanges();
        assertThat(records).extracting(record -> record.getMessage().getBody(DiffbotRecord.class).getPageUrl())
                .containsExactlyInAnyOrder(page("notes/1"), page("notes/2"), page("notes/3"));
        assertThat(records).extracting(record -> record.getMessage().getBody(DiffbotRecord.class).getTitle())
                .containsExactlyInAnyOrder("Field note 1", "Field note 2", "Field note 3");
    }

    @JobOfEachType
    @DisplayName("The records of a job are read as the rows of a table")
    void asATable(String type, String asked) throws Exception {
        start("type", asked);
        makeThree(type);
        send("direct:csv", null);
        List<Exchange> rows = context.getEndpoint("mock:rows", MockEndpoint.class).getReceivedExchanges();
        assertThat(rows).extracting(row -> row.getMessage().getBody(CsvRow.class).get("pageUrl"))
                .containsExactlyInAnyOrder(page("notes/1"), page("notes/2"), page("notes/3"));
    }

    @JobOfEachType
    @DisplayName("The header with the number limits the records")
    void notMoreThanWanted(String type, String asked) throws Exception {
        start("type", asked);
        makeThree(type);
        send("direct:two", null);
        assertThat(context.getEndpoint("mock:records", MockEndpoint.class).getReceivedCounter()).isEqualTo(2);
        assertThat(sandbox().requests().get(sandbox().requests().size() - 1).param("num")).isEqualTo("2");
    }

    private void makeThree(String type) {
        String[] pages = { page("notes/1"), page("notes/2"), page("notes/3") };
        if (type.equals("bulk")) {
            bulk("life", pages);
        } else {
            crawl("life", "maxHops=0", pages);
        }
        awaitStatus("life", 9);
        assertThat(sandboxJob("life").objectsFound()).isEqualTo(3);
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:json").to("diffbot:{{type}}/life?operation=data").split(body()).streaming().to("mock:records");
                from("direct:csv").to("diffbot:{{type}}/life?operation=data&format=csv").split(body()).streaming()
                        .to("mock:rows");
                from("direct:two").to("diffbot:{{type}}/life?operation=data&num=2").split(body()).streaming()
                        .to("mock:records");
            }
        };
    }
}
