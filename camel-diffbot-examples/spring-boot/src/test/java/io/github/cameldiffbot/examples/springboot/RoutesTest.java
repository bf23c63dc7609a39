/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.springboot;

import org.apache.camel.EndpointInject;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The route in YAML logs each record, the one in Java each event, and both are counted")
class RoutesTest extends RunningApplication {

    @EndpointInject("mock:log:record")
    private MockEndpoint records;

    @EndpointInject("mock:log:event")
    private MockEndpoint events;

    @Test
    @DisplayName("The routes log each record and the event, and meters count them")
    void logRecordsAndEvents() {
        await().untilAsserted(() -> assertThat(records.getReceivedExchanges()).hasSize(PAGES)
                .allSatisfy(record -> assertThat(record.getMessage().getBody(String.class)).isNotBlank()));
        await().untilAsserted(() -> assertThat(events.getReceivedExchanges())
                .extracting(event -> event.getMessage().getBody(String.class))
                .contains("spring-boot: completed, " + PAGES + " records"));
        awaitRecords();
        assertThat(actuator("metrics/camel.diffbot.events?tag=event:completed")).contains("\"value\":1.0");
    }
}
