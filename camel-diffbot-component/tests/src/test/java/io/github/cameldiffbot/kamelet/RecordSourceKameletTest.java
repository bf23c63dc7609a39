/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.kamelet;

import java.util.List;

import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("diffbot-record-source delivers the records of ended jobs")
class RecordSourceKameletTest extends KameletTestSupport {

    @Test
    @DisplayName("The body of each exchange is a record as JSON")
    void givesEachRecordAsJson() throws Exception {
        sandbox().generate("shop", 3, 100);

        List<Exchange> records = received(startSource(kamelet("diffbot-record-source", "startFrom=earliest&delay=100")), 3);

        for (Exchange record : records) {
            assertThat(contentType(record)).isEqualTo("application/json");
            assertThat(record.getMessage().getBody()).isInstanceOf(String.class);
            assertThat(json(record).isObject()).isTrue();
        }
        assertThat(records).hasSize(3);
    }

    @Test
    @DisplayName("With deleteAfterCompletion the job is deleted after its last record")
    void deletesTheJobWhenAllRecordsWereHandled() throws Exception {
        sandbox().generate("shop", 2, 100);

        received(startSource(kamelet("diffbot-record-source", "deleteAfterCompletion=true&startFrom=earliest&delay=100")), 2);

        await().until(() -> sandbox().job("shop") == null);
    }

    @Test
    @DisplayName("The records of an event whose route failed are delivered again")
    void givesThemAgainWhenTheRouteFailed() throws Exception {
        sandbox().generate("shop", 2, 100);
        context.addRoutes(failingOnce(kamelet("diffbot-record-source", "startFrom=earliest&delay=100")));
        context.start();

        assertThat(received(mock(), 3)).hasSizeGreaterThanOrEqualTo(3);
    }

    private RoutesBuilder failingOnce(String kamelet) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(kamelet).to("mock:out").process(exchange -> {
                    if (getContext().getEndpoint("mock:out", MockEndpoint.class).getReceivedCounter() == 1) {
                        throw new IllegalStateException("The first one fails");
                    }
                });
            }
        };
    }
}
