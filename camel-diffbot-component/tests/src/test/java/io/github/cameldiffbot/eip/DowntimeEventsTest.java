/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.TestContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A node takes over from another one that was killed, with the same repository of handled events")
class DowntimeEventsTest extends EventTestSupport {

    private static final long NOW = 1_770_000_000;

    private final LastingRepository handled = new LastingRepository();
    private final List<String> events = new CopyOnWriteArrayList<>();

    @Test
    @FaultCase("K1")
    @DisplayName("Of the time between a kill and a take-over a node delivers what the jobs show: creation, last end, and a pause"
                 + " that lasts")
    void takeOver() throws Exception {
        for (String job : List.of("deleted", "ended", "paused", "restarted", "resumed", "twice")) {
            diffbot.show(job, state(7, 0, NOW));
        }
        runUntil("deleted created", "deleted started", "ended created", "ended started", "paused created", "paused started",
                "restarted created", "restarted started", "resumed created", "resumed started", "twice created",
                "twice started");

        diffbot.show("ended", state(9, NOW + 10, NOW + 60));
        diffbot.show("paused", state(6, 0, NOW + 60));
        // was paused, and runs again
        diffbot.show("resumed", state(7, 0, NOW + 60));
        // ended at NOW + 10, too
        diffbot.show("twice", state(9, NOW + 20, NOW + 60));
        diffbot.show("restarted", state(7, 0, NOW + 60).replace("" + (NOW - 100), "" + (NOW + 5)));
        diffbot.remove("deleted");
        events.clear();

        runUntil("ended completed", "paused paused", "restarted created", "restarted started", "twice completed");
    }

    private static String state(int status, long completed, long now) {
        return "\"jobCreationTimeUTC\":" + (NOW - 100) + ",\"jobCompletionTimeUTC\":" + completed + ",\"currentTimeUTC\":"
               + now + ",\"jobStatus\":{\"status\":" + status + ",\"message\":\"\"},\"pageCrawlAttempts\":30,"
               + "\"roundsCompleted\":0";
    }

    /** Runs a node until it has delivered these events, and polled some more times. */
    private void runUntil(String... expected) throws Exception {
        try (DefaultCamelContext node = new TestContext()) {
            node.addComponent("diffbot", TestComponents.of(diffbot.baseUrl()));
            node.getRegistry().bind("handled", handled);
            node.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("diffbot:bulk?events=all&idempotentRepository=#handled" + FAST).process(DowntimeEventsTest.this::note);
                }
            });
            node.start();
            await().untilAsserted(() -> assertThat(events).contains(expected));
            int before = diffbot.calls();
            await().until(() -> diffbot.calls() > before + 5);
            endPolls(node);
        }
        assertThat(events).containsExactlyInAnyOrder(expected);
    }

    private void note(Exchange exchange) {
        events.add(exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME) + " "
                   + exchange.getMessage().getHeader(DiffbotConstants.EVENT));
    }
}
