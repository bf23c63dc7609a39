/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.github.cameldiffbot.internal.exchange.ReadOutcome;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The state of a read, in the headers and in the property {@code CamelDiffbotReadOutcome}.
 */
@DisplayName("Headers and a property of the exchange have the outcome of a read")
class ReadOutcomeTest extends DiffbotTestSupport {

    private static final String DATA = "/bulk/data?name=shop&format=json";
    private static final String KNOWN = "diffbot:bulk/shop?operation=await&fetch=data";

    @BeforeEach
    void stub() {
        component().setPollInterval(10);
        found(3);
        onGet(DATA, json(wire("data.json")));
        onGet("/bulk/data?name=shop&format=csv", json("id,title\n1,One\n2,Two\n3,Three\n"));
    }

    private static void found(int objects) {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).with("objectsFound", objects).response()));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "&format=csv", "&raw=true", "&raw=true&localWorkDirectory=target/work", "&localWorkDirectory=target/work",
            "&unique=true", "&maxRecords=9" })
    @DisplayName("Results that were read to their end, with none missing, are complete")
    void complete(String options) throws Exception {
        ReadOutcome outcome = ReadOutcome.of(read(KNOWN + options, null));

        assertThat(outcome.reason()).isNull();
        assertThat(outcome.isComplete()).isTrue();
        assertThat(outcome).hasToString("complete");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "&maxRecords=2 | no more than 2 were read (maxRecords)",
            "&onBadRecord=skip | 1 bad records were skipped (onBadRecord=skip)",
            "&failOnMissingRecords=true | the job has found 9 objects",
            "&maxDownloadSize=10 | more than 10 bytes" })
    @DisplayName("Otherwise they are incomplete, with a reason")
    void incomplete(String options, String reason) throws Exception {
        if (options.contains("skip")) {
            onGet(DATA, json("[{\"id\":1},null,{\"id\":3}]"));
        }
        if (options.contains("MissingRecords")) {
            found(9);
        }
        ReadOutcome outcome = ReadOutcome.of(read(KNOWN + options, null));

        assertThat(outcome.isComplete()).isFalse();
        assertThat(outcome.reason()).contains(reason);
    }

    @Test
    @DisplayName("Missing records make them incomplete without failOnMissingRecords, too")
    void missing() throws Exception {
        found(5);

        Exchange exchange = read(KNOWN, null);

        assertThat(exchange.getException()).isNull();
        assertThat(ReadOutcome.of(exchange).reason()).isEqualTo("2 records are missing");
        assertThat(ReadOutcome.of(exchange).missing()).isEqualTo(2);
        assertThat(exchange.getMessage().getHeader(DiffbotConstants.RECORDS_MISSING)).isEqualTo(2L);
    }

    @Test
    @DisplayName("Raw JSON without its end is an error")
    void rawWithoutItsEnd() throws Exception {
        onGet(DATA, json(wire("data.json").replaceFirst("]\\s*$", "")));

        Exchange exchange = read(KNOWN + "&raw=true", null);

        assertThat(exchange.getException()).hasStackTraceContaining("not with a closing bracket");
        assertThat(ReadOutcome.of(exchange).isComplete()).isFalse();
    }

    @Test
    @DisplayName("Raw CSV that may be truncated is incomplete")
    void rawTableWithoutItsEnd() throws Exception {
        onGet("/bulk/data?name=shop&format=csv", json("id,title\n1,One"));

        assertThat(ReadOutcome.of(read(KNOWN + "&raw=true&format=csv", null)).reason()).contains("may be cut");
    }

    @Test
    @DisplayName("Results that were not or only partly read are incomplete, whatever the body is then")
    void unread() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:unread").to(KNOWN).setBody(constant("x"));
                from("direct:partly").to(KNOWN).process(exchange -> exchange.getMessage().getBody(Iterator.class).next())
                        .setBody(constant("x"));
                from("direct:stopped").to(KNOWN).split(body()).streaming().stopOnException()
                        .throwException(new IllegalStateException("stop"));
            }
        });

        assertThat(ReadOutcome.of(call("direct:unread", null)).reason()).isEqualTo("the results were not read");
        assertThat(ReadOutcome.of(call("direct:partly", null)).reason()).isEqualTo("the results were not read to their end");
        assertThat(ReadOutcome.of(call("direct:stopped", null)).reason()).contains("stopped early");
    }

    @Test
    @DisplayName("Of two reads in one exchange the last counts")
    void theLast() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:two").to(KNOWN).split(body()).streaming().to("mock:record").end().to(KNOWN);
                from("direct:twoUnread").to(KNOWN).setProperty("first", body()).to(KNOWN).split(body()).streaming()
                        .to("mock:record").end();
            }
        });

        assertThat(ReadOutcome.of(call("direct:two", null)).isComplete()).isFalse();
        assertThat(ReadOutcome.of(call("direct:twoUnread", null)).isComplete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "enrich", "seda", "plain", "toD" })
    @DisplayName("The headers are on the exchange that reads, also behind enrich and seda")
    void headers(String route) throws Exception {
        found(5);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:plain").to(KNOWN).to("direct:read");
                from("direct:toD").toD(KNOWN).to("direct:read");
                from("direct:enrich").enrich(KNOWN).to("direct:read");
                from("direct:seda").to(KNOWN).to(ExchangePattern.InOnly, "seda:read");
                from("seda:read").to("direct:read");
                from("direct:read").split(body()).streaming().to("mock:record").end().to("mock:after");
            }
        });
        MockEndpoint after = getMockEndpoint("mock:after");
        after.expectedHeaderReceived(DiffbotConstants.RECORDS_RECEIVED, 3L);
        after.expectedHeaderReceived(DiffbotConstants.RECORDS_MISSING, 2L);

        template.sendBody("direct:" + route, null);

        after.assertIsSatisfied();
    }

    @ParameterizedTest
    @ValueSource(strings = { "multicast", "recipientList", "split", "enrichRoute", "sedaReply", "enrich", "plain" })
    @DisplayName("The property is set behind each pattern, and Simple reads it")
    void property(String route) throws Exception {
        found(5);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:plain").to(KNOWN).to("direct:read");
                from("direct:enrich").enrich(KNOWN).to("direct:read");
                from("direct:enrichRoute").enrich("direct:bring").to("direct:read");
                from("direct:multicast").multicast().to("direct:bring").end().to("direct:read");
                from("direct:recipientList").recipientList(constant(KNOWN)).to("direct:read");
                from("direct:split").split(constant(List.of(1)), (before, now) -> now).to(KNOWN).end().to("direct:read");
                from("direct:sedaReply").to(ExchangePattern.InOut, "seda:bring").to("direct:read");
                from("seda:bring").to(KNOWN);
                from("direct:bring").to(KNOWN);
                String outcome = "${exchangeProperty.CamelDiffbotReadOutcome.";
                from("direct:read").split(body()).streaming().to("mock:record").end()
                        .setBody(simple(outcome + "received} " + outcome + "missing} " + outcome + "complete} " + outcome
                                        + "reason}"));
            }
        });

        assertThat(template.requestBody("direct:" + route, null, String.class)).isEqualTo("3 2 false 2 records are missing");
    }

    @Test
    @DisplayName("Records of a plain split have no property, which would slow them down")
    void recordsCarryNothing() throws Exception {
        AtomicReference<Object> carried = new AtomicReference<>();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:split").to(KNOWN).split(body()).streaming()
                        .process(exchange -> carried.set(exchange.getProperty(ReadOutcome.PROPERTY)));
            }
        });

        Exchange exchange = call("direct:split", null);

        assertThat(carried).hasNullValue();
        assertThat(exchange.getProperty(ReadOutcome.PROPERTY)).hasToString("complete");
    }
}
