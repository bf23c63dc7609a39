/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.cameldiffbot.data.CsvRow;
import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Results are delivered in groups behind Camel's splitter")
class ResultGroupsTest extends ResultsTestSupport {

    private final List<Integer> attempts = new CopyOnWriteArrayList<>();

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().logExhausted(false).logStackTrace(false));
                from("direct:split").toD("${header.uri}").split(body()).streaming().to("mock:group");
                from("direct:parallel").toD("${header.uri}").split(body()).streaming().parallelProcessing().to("mock:group");
                from("direct:once").toD("${header.uri}").split(body()).streaming().stopOnException()
                        .to("mock:group").throwException(new IllegalStateException("no sink"));
                from("direct:redelivered").errorHandler(
                        deadLetterChannel("mock:dead").maximumRedeliveries(1).redeliveryDelay(0).logExhausted(false))
                        .toD("${header.uri}").split(body()).streaming().process(exchange -> {
                            attempts.add(exchange.getMessage().getBody(List.class).size());
                            throw new IllegalStateException("no sink");
                        });
                from("direct:marshalled").toD("${header.uri}").split(body()).streaming()
                        .marshal().json().convertBodyTo(String.class).to("mock:json");
                from("direct:text").toD("${header.uri}").convertBodyTo(String.class);
            }
        };
    }

    private List<List<?>> groups() {
        return mock("group").getExchanges().stream().<List<?>> map(exchange -> exchange.getMessage().getBody(List.class))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "operation=data; io.github.cameldiffbot.data.DiffbotRecord",
            "operation=data&localWorkDirectory={{work}}; io.github.cameldiffbot.data.DiffbotRecord",
            "operation=data&incremental=true&unique=true; io.github.cameldiffbot.data.DiffbotRecord",
            "operation=data&recordType=java.util.HashMap; java.util.HashMap",
            "operation=data&format=jsonl; java.lang.String", "operation=data&format=csv; io.github.cameldiffbot.data.CsvRow",
            "operation=urlReport; io.github.cameldiffbot.data.UrlReportRow",
            "operation=search&query=x; io.github.cameldiffbot.data.DiffbotRecord" })
    @DisplayName("All kinds of results come in groups, and are counted one by one")
    void kinds(String options, Class<?> type) throws Exception {
        Exchange exchange = send("split", "diffbot:bulk/good?groupSize=2&" + options);

        assertThat(exchange.getException()).isNull();
        assertThat(groups()).extracting(List::size).containsExactly(2, 1);
        assertThat(groups()).allSatisfy(group -> assertThat(group).hasOnlyElementsOfType(type));
        assertThat(exchange.getMessage().getHeader("CamelDiffbotRecordsReceived")).isEqualTo(3L);
        assertNothingIsOpen();
    }

    @Test
    @DisplayName("A parallel split receives each group once")
    void parallel() throws Exception {
        mock("group").expectedMessageCount(2);

        send("parallel", "diffbot:bulk/good?operation=data&groupSize=2");

        mock("group").assertIsSatisfied();
        assertThat(groups()).extracting(List::size).containsExactlyInAnyOrder(2, 1);
    }

    @Test
    @DisplayName("A step that fails is redelivered with its group, and the other groups follow")
    void redelivery() throws Exception {
        send("redelivered", "diffbot:bulk/good?operation=data&groupSize=2");

        assertThat(attempts).containsExactly(2, 2, 1, 1);
        assertThat(mock("dead").getExchanges())
                .extracting(exchange -> exchange.getMessage().getBody(List.class).size()).containsExactly(2, 1);
    }

    @Test
    @DisplayName("stopOnException ends the download after the failed group")
    void stopOnException() throws Exception {
        Exchange exchange = send("once", "diffbot:bulk/endless?operation=data&groupSize=5");

        assertThat(exchange.getException()).hasMessageContaining("no sink");
        assertThat(groups()).hasSize(1);
        assertNothingIsOpen();
    }

    @ParameterizedTest
    @ValueSource(strings = { "operation=data", "operation=data&format=jsonl", "operation=data&format=csv" })
    @DisplayName("Truncated results are delivered up to the cut, then the split fails")
    void truncated(String options) throws Exception {
        Exchange exchange = send("split", "diffbot:bulk/cut?groupSize=5&" + options);

        assertThat(exchange.getException()).isInstanceOf(DiffbotTruncatedDataException.class);
        assertThat(groups()).extracting(List::size).containsExactly(2);
        assertNothingIsOpen();
    }

    @Test
    @DisplayName("The whole body is one array of the records, as without groups")
    void whole() throws Exception {
        assertThat(send("text", "diffbot:bulk/good?operation=data&groupSize=2").getMessage().getBody())
                .isEqualTo(send("text", "diffbot:bulk/good?operation=data").getMessage().getBody());
    }

    @Test
    @DisplayName("A group is marshalled to an array of its records, as Diffbot sent them")
    void marshalled() throws Exception {
        mock("json").expectedBodiesReceived(
                "[" + ResultServer.records(0, 2).replace(",\n", ",") + "]", "[" + ResultServer.records(2, 3) + "]");

        send("marshalled", "diffbot:bulk/good?operation=data&groupSize=2");

        mock("json").assertIsSatisfied();
    }

    @Test
    @DisplayName("maxRecords counts records, not groups")
    void maxRecords() throws Exception {
        send("split", "diffbot:bulk/good?operation=data&groupSize=1&maxRecords=2");

        assertThat(groups()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "-1", "100001", "x" })
    @DisplayName("Another size than 0 to 100,000 is an error that names the option and the range")
    void range(String size) throws Exception {
        assertThat(send("split", "diffbot:bulk/good?operation=data&groupSize=" + size).getException())
                .hasStackTraceContaining("groupSize").hasStackTraceContaining("100000");
    }

    @Test
    @DisplayName("Records and rows of a group are those of a read without groups")
    void sameElements() throws Exception {
        send("split", "diffbot:bulk/good?operation=data&format=csv&groupSize=3");
        send("split", "diffbot:bulk/good?operation=data&groupSize=3");

        assertThat(((CsvRow) groups().get(0).get(1)).get("title")).isEqualTo("T1");
        assertThat(((DiffbotRecord) groups().get(1).get(1)).getTitle()).isEqualTo("T1");
    }
}
