/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.error.DiffbotBadRecordException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A record that no mapper can parse, because it is nested too deeply, fails when a member is read, but not in a log, a set or a comparison")
class DeepRecordTest extends DiffbotTestSupport {

    private static final int DEPTH = 1_500;

    private static final String DEEP = "{\"id\":1,\"deep\":" + "[".repeat(DEPTH) + "]".repeat(DEPTH) + "}";

    @BeforeEach
    void stub() {
        context.getRegistry().bind("shallow", JsonMapper.builder(JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).build()).build()).build());
        onGet("/bulk/data?name=shop&format=json", json("[" + DEEP + "," + DEEP.replace(":1,", ":2,") + "]"));
    }

    private List<?> records(String options) throws Exception {
        return list(read("diffbot:bulk/shop?operation=data" + options, null));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "&objectMapper=#shallow" })
    @DisplayName("toString, hashCode and equals do not fail")
    void asAnyObject(String options) throws Exception {
        List<?> records = records(options);
        List<?> again = records(options);

        assertThat(records).hasSize(2).isEqualTo(again).hasSameHashCodeAs(again);
        assertThat(Set.copyOf(records)).isEqualTo(Set.copyOf(again));
        assertThat(records.get(0)).isNotEqualTo(records.get(1)).isNotEqualTo(Map.of()).isNotEqualTo("{}");
        assertThat(records.get(0).toString()).startsWith("{\"id\":1,\"deep\":[[").hasSizeLessThan(400);
        assertThatThrownBy(((DiffbotRecord) records.get(0))::size).isInstanceOf(DiffbotBadRecordException.class);
    }

    @Test
    @DisplayName("A route can log it, recognize it and write it")
    void inARoute() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("diffbot:bulk/shop?operation=data").split(body()).streaming()
                        .log("${body}").to("log:records?showAll=true")
                        .idempotentConsumer(body(), MemoryIdempotentRepository.memoryIdempotentRepository())
                        .convertBodyTo(String.class).to("mock:records");
            }
        });

        assertThat(call("direct:in", null).getException()).isNull();

        MockEndpoint records = getMockEndpoint("mock:records");
        assertThat(records.getReceivedExchanges()).extracting(exchange -> exchange.getMessage().getBody())
                .containsExactly(DEEP, DEEP.replace(":1,", ":2,"));
    }
}
