/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The stack trace of a failed call is short")
class ShortStackTraceTest extends DiffbotTestSupport {

    @Test
    @DisplayName("The trace of a failed call shows the route and the operation, but no frames of retries and HTTP")
    void ofACallThatFails() throws Exception {
        component().setMaxRetries(2);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:status").to("diffbot:bulk/shop?operation=status");
                from("direct:pause").to("diffbot:bulk/shop?operation=pause");
            }
        });
        List<ResponseDefinitionBuilder> faults = List.of(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                json("<html>").withStatus(503), json("no job"));
        for (ResponseDefinitionBuilder fault : faults) {
            onGet("/bulk?name=shop", fault);
            onGet("/bulk?name=shop&pause=1", fault);
            for (String from : List.of("direct:status", "direct:pause")) {
                String trace = trace(template.request(from, exchange -> {
                }).getException());

                assertThat(trace).contains("JobOperations.").contains("DiffbotProducer.process")
                        .doesNotContain("dev.failsafe", "at org.apache.hc", "client.Attempts", "client.Caller");
                // with those of Camel
                assertThat(trace.lines().filter(line -> line.contains("io.github.cameldiffbot"))).hasSizeLessThan(30);
            }
        }
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
