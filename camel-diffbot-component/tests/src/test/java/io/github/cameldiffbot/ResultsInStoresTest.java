/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.InvalidClassException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.data.CsvRow;
import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.data.UrlReportRow;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.processor.aggregate.jdbc.JdbcAggregationRepository;
import org.apache.camel.processor.aggregate.jdbc.JdbcCamelCodec;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Jobs, records and rows are unchanged in a store of exchanges, such as an aggregation repository in a database.
 */
@DisplayName("Jobs, records and rows are unchanged in a store of exchanges")
class ResultsInStoresTest extends DiffbotTestSupport {

    /** The filter in the Javadoc of {@link Job} and {@link DiffbotRecord}. */
    private static final String FILTER = "java.**;org.apache.camel.**;io.github.cameldiffbot.**;!*";

    // the codec with which JdbcAggregationRepository stores exchanges
    private final JdbcCamelCodec codec = new JdbcCamelCodec();

    @BeforeEach
    void stub() {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));
        onGet("/bulk/data?name=shop&format=json", json(wire("data.json")));
        onGet("/bulk/data?name=shop&format=csv", json(wire("data.csv")));
        onGet("/bulk/data?name=shop&type=urls", json(wire("urls.csv")));
    }

    private Object first(String options) throws Exception {
        Exchange exchange = read("diffbot:bulk/shop?" + options, null);
        Object body = exchange.getMessage().getBody();
        return body instanceof List<?> list ? list.get(0) : body;
    }

    private byte[] stored(Object body) throws Exception {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        return codec.marshallExchange(exchange, false);
    }

    @ParameterizedTest
    @CsvSource({ "operation=data", "operation=data&format=csv", "operation=urlReport" })
    @DisplayName("A record and a row are restored unchanged with the documented filter")
    void comeOutAsTheyWentIn(String options) throws Exception {
        Object result = first(options);

        Object restored = codec.unmarshallExchange(context, stored(result), FILTER).getMessage().getBody();

        assertThat(restored).isEqualTo(result).hasSameClassAs(result).isInstanceOfAny(
                DiffbotRecord.class, CsvRow.class, UrlReportRow.class);
        assertThat(((Map<?, ?>) restored).keySet()).isEqualTo(((Map<?, ?>) result).keySet());
    }

    @Test
    @DisplayName("A job and a list of records are restored unchanged")
    void jobsAndLists() throws Exception {
        Job job = job(call("diffbot:bulk/shop?operation=status", null));
        List<?> records = list(read("diffbot:bulk/shop?operation=data", null));

        assertThat(codec.unmarshallExchange(context, stored(job), FILTER).getMessage().getBody())
                .isInstanceOf(Job.class).isEqualTo(job);
        assertThat(codec.unmarshallExchange(context, stored(new ArrayList<>(records)), FILTER).getMessage().getBody())
                .isEqualTo(records);
    }

    @Test
    @DisplayName("A changed record keeps its change, and a record whose members were read keeps its bytes")
    void keepChanges() throws Exception {
        DiffbotRecord changed = (DiffbotRecord) first("operation=data");
        changed.put("title", "Another one");
        DiffbotRecord read = (DiffbotRecord) first("operation=data");
        String asSent = read.toJson();
        assertThat(read.getTitle()).isNotNull();

        DiffbotRecord first = restored(changed);
        DiffbotRecord second = restored(read);

        assertThat(first.getTitle()).isEqualTo("Another one");
        assertThat(second.toJson()).isEqualTo(asSent);
        assertThat(second.getKey()).isEqualTo(read.getKey());
    }

    private DiffbotRecord restored(DiffbotRecord record) throws Exception {
        return (DiffbotRecord) codec.unmarshallExchange(context, stored(record), FILTER).getMessage().getBody();
    }

    @Test
    @DisplayName("Simple reads the members of a record behind a store")
    void simpleReadsIt() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("diffbot:bulk/shop?operation=data").split(body()).streaming()
                        .process(exchange -> exchange.getMessage().setBody(codec.unmarshallExchange(
                                context, codec.marshallExchange(exchange, false), FILTER).getMessage().getBody()))
                        .setBody(simple("${body.title}")).to("mock:titles");
            }
        });

        assertThat(call("direct:in", null).getException()).isNull();

        MockEndpoint titles = getMockEndpoint("mock:titles");
        Iterator<?> records = list(read("diffbot:bulk/shop?operation=data", null)).iterator();
        assertThat(titles.getReceivedExchanges()).isNotEmpty().allSatisfy(exchange -> assertThat(
                exchange.getMessage().getBody()).isEqualTo(((DiffbotRecord) records.next()).getTitle()));
    }

    @Test
    @DisplayName("With its default filter Camel's repository rejects them with an error, and loses nothing silently")
    void camelsOwnFilter() throws Exception {
        String own = new JdbcAggregationRepository().getDeserializationFilter();
        byte[] record = stored(first("operation=data"));
        byte[] job = stored(job(call("diffbot:bulk/shop?operation=status", null)));

        assertThat(own).endsWith("!*").doesNotContain("cameldiffbot");
        assertThatThrownBy(() -> codec.unmarshallExchange(context, record, own)).isInstanceOf(InvalidClassException.class);
        assertThatThrownBy(() -> codec.unmarshallExchange(context, job, own)).isInstanceOf(InvalidClassException.class);
    }
}
