/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The example sends events to JMS")
class EventsToJmsTest {

    @Test
    @DisplayName("Events arrive in the queue as JSON with their ids")
    void eventsArriveAsJsonWithTheirIds() throws Exception {
        Main main = new Main();
        main.addOverrideProperty("camel.main.durationMaxMessages", "0");
        // the test is the receiver
        main.addOverrideProperty("camel.main.routesExcludePattern", "**/receiver.camel.yaml");
        main.start();
        try (ConsumerTemplate queue = main.getCamelContext().createConsumerTemplate()) {
            assertEvent(queue, "created", "/created");
            JsonNode job = assertEvent(queue, "completed", "/ended/");
            assertThat(job.path("jobStatus").path("status").asInt()).isEqualTo(9);
            assertThat(job.path("pageProcessSuccesses").asInt()).isEqualTo(2);
        } finally {
            main.stop();
        }
    }

    private static JsonNode assertEvent(ConsumerTemplate queue, String event, String inId) throws Exception {
        Exchange message = queue.receive("activemq6:queue:diffbot-events", 30_000);
        assertThat(message).as("the event %s", event).isNotNull();
        assertThat(message.getMessage().getHeader("event")).isEqualTo(event);
        assertThat(message.getMessage().getHeader("eventId", String.class)).startsWith("bulk/to-jms/").contains(inId);
        JsonNode job = new ObjectMapper().readTree(message.getMessage().getBody(String.class));
        assertThat(job.path("name").asText()).isEqualTo("to-jms");
        return job;
    }
}
