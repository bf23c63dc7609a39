/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.nio.file.Path;
import java.util.Map;

import io.github.cameldiffbot.LoggedLines;
import org.apache.camel.builder.DeadLetterChannelBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("No job is deleted whose results a dead letter channel could not write because a split had read them before it failed")
class DeletionDeadLetterTest extends EventTestSupport {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = { "message", "original message", "onException", "file" })
    @DisplayName("A job is kept whose failed record the dead letter channel does not receive, and the log contains the reason")
    void leavesWhatWasNotWritten(String kind) throws Exception {
        diffbot.ended("shop", 3);
        try (LoggedLines log = new LoggedLines()) {
            add(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:failing").errorHandler(noErrorHandler()).split(body()).streaming().process(exchange -> {
                        if (exchange.getMessage().getBody(Map.class).get("id").equals("shop-1")) {
                            throw new IllegalStateException("cannot be handled");
                        }
                    }).end();
                    from("direct:dead").errorHandler(noErrorHandler()).convertBodyTo(String.class).to("mock:dead");
                    RouteDefinition from = from(deleting("&fetch=data")).routeId("events");
                    String file = "file:" + directory + "?fileName=dead.json";
                    DeadLetterChannelBuilder channel = deadLetterChannel(kind.equals("file") ? file : "direct:dead");
                    switch (kind) {
                        case "onException" -> from.onException(Exception.class).handled(true).useOriginalMessage()
                                .doTry().to("direct:dead").doCatch(Exception.class).to("mock:lost").end().end();
                        case "original message" -> from.errorHandler(channel.useOriginalMessage());
                        default -> from.errorHandler(channel);
                    }
                    from.to("direct:failing").to("mock:end");
                }
            });

            await().untilAsserted(() -> assertThat(log.lines()).anyMatch(
                    line -> line.contains("'shop' is not deleted") && line.contains("could not be read a second time")));
            isLeft("shop");
        }
        assertThat(getMockEndpoint("mock:dead").getReceivedCounter()).isZero();
        assertThat(directory).isEmptyDirectory();
    }
}
