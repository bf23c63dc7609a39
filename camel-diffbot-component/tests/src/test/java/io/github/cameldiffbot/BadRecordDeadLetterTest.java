/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameldiffbot.data.DiffbotRecord;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A bad record goes to the dead letter channel, and the others are routed")
@FaultCase({ "J5", "J6" })
class BadRecordDeadLetterTest extends DiffbotTestSupport {

    @Test
    @DisplayName("A bad record that the route finds on access is the only one in the dead letter channel")
    void whenItShowsInTheRoute() throws Exception {
        String bad = "{\"type\":\"product\",\"title\":\"" + "x".repeat(9_000) + "\"}";
        onGet("/bulk/data?name=shop&format=json", json("[{\"title\":\"One\"}," + bad + ",{\"title\":\"Three\"}]"));
        context.getRegistry().bind("low", JsonMapper.builder(JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(100).build()).build()).build());
        route(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("mock:dead"));
                from("direct:in").to("diffbot:bulk/shop?operation=data&objectMapper=#low")
                        .split(body()).streaming().setBody(simple("${body[title]}")).to("mock:titles").end();
            }
        });
        MockEndpoint titles = getMockEndpoint("mock:titles");
        MockEndpoint dead = getMockEndpoint("mock:dead");
        titles.expectedBodiesReceived("One", "Three");
        dead.expectedMessageCount(1);

        assertThat(call("direct:in", null).getException()).isNull();

        MockEndpoint.assertIsSatisfied(context());
        assertThat(dead.getExchanges().get(0).getMessage().getBody(DiffbotRecord.class).toJson()).isEqualTo(bad);
    }
}
