/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.kamelet;

import io.github.cameldiffbot.DiffbotConstants;
import org.apache.camel.Exchange;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("diffbot-job-event-source delivers events of jobs")
class EventSourceKameletTest extends KameletTestSupport {

    @Test
    @DisplayName("The body is the job as JSON")
    void deliversTheJobAsJson() throws Exception {
        sandbox().generate("shop", 3, 100);

        Exchange event = received(startSource(kamelet("diffbot-job-event-source", "startFrom=earliest&delay=100")), 1).get(0);

        assertThat(contentType(event)).isEqualTo("application/json");
        assertThat(event.getMessage().getBody()).isInstanceOf(String.class);
        assertThat(json(event).path("name").asText()).isEqualTo("shop");
        assertThat(event.getMessage().getHeader(DiffbotConstants.EVENT)).isEqualTo("completed");
    }

    @Test
    @DisplayName("Events of the selected jobs are delivered")
    void deliversEventsOfTheSelectedJobs() throws Exception {
        sandbox().generate("other", 1, 100);
        sandbox().generate("night-1", 1, 100);

        Exchange event = received(startSource(kamelet("diffbot-job-event-source",
                "jobType=bulk&jobName=night-*&events=all&startFrom=earliest&delay=100")), 1).get(0);

        assertThat(event.getMessage().getHeader(DiffbotConstants.JOB_NAME)).isEqualTo("night-1");
    }

    @Test
    @DisplayName("A job that has cost more than the limit has the event overBudget")
    void overBudget() throws Exception {
        sandbox().generate("shop", 3, 100);

        Exchange event = received(startSource(kamelet("diffbot-job-event-source",
                "events=overBudget&maxCredits=2&startFrom=earliest&delay=100")), 1).get(0);

        assertThat(event.getMessage().getHeader(DiffbotConstants.EVENT)).isEqualTo("overBudget");
        assertThat(event.getMessage().getHeader(DiffbotConstants.CREDITS)).isEqualTo(3L);
    }

    @Test
    @DisplayName("Handled events are in the repository of the application")
    void remembersInABean() throws Exception {
        MemoryIdempotentRepository handled = new MemoryIdempotentRepository();
        context.getRegistry().bind("handledEvents", handled);
        sandbox().generate("shop", 1, 100);

        Exchange event = received(startSource(kamelet("diffbot-job-event-source",
                "idempotentRepository=#handledEvents&startFrom=earliest&delay=100")), 1).get(0);

        String id = event.getMessage().getHeader(DiffbotConstants.EVENT_ID, String.class);
        await().until(() -> handled.contains(id));
    }
}
