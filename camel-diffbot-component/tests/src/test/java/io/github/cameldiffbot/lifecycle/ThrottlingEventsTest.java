/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.sandbox.Fault;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * As many consecutive polls are rejected as a consumer with the default delay makes in an hour, while an hour passes
 * for the jobs.
 */
@DisplayName("An hour of rejected polls loses no event")
@FaultCase("H13")
class ThrottlingEventsTest extends EventsSupport {

    private static final int LOOKS = 240;
    private static final String SLOW_DOWN
            = "{\"errorCode\":429,\"error\":\"Site has received too many requests. Please try again later.\"}";

    private final AtomicBoolean throttled = new AtomicBoolean();
    private final AtomicInteger refused = new AtomicInteger();

    @Test
    @DisplayName("Events and waits of an hour of throttled polls are delivered late")
    void ofChangesMeanwhile() throws Exception {
        // Diffbot uses both statuses
        sandbox().fail(Fault.on("/v3").when(request -> throttled.get() && refused.getAndIncrement() % 2 == 0)
                .times(Integer.MAX_VALUE).status(429).body(SLOW_DOWN));
        sandbox().fail(Fault.on("/v3").when(request -> throttled.get()).times(Integer.MAX_VALUE).status(500).body(SLOW_DOWN));
        listen("job", "created,completion");
        sandbox().hold();
        make("bulk", "ends");
        job("diffbot:bulk/repeats?repeat=0.01&maxRounds=3", page("about"));
        CompletableFuture<Exchange> run = context.createProducerTemplate().asyncSend("diffbot:bulk/waits?operation=run",
                exchange -> exchange.getMessage().setBody(page("notes/2")));
        await().until(() -> events().size() == 3);

        throttled.set(true);
        await().until(() -> refused.get() > 1);
        sandbox().release();
        awaitStatus("ends", 9);
        awaitStatus("waits", 9);
        awaitStatus("repeats", 4);
        sandbox().clock().advance(Duration.ofHours(1));
        awaitStatus("repeats", 1);
        await().until(() -> refused.get() >= LOOKS);
        assertThat(eventNames()).as("no event is delivered while polls fail").containsOnly("created");
        assertThat(run).isNotDone();

        throttled.set(false);
        await().untilAsserted(() -> assertThat(delivered("ends")).containsExactly("created", "completed"));
        await().untilAsserted(() -> assertThat(delivered("repeats")).containsExactly("created", "roundCompleted",
                "roundCompleted", "roundCompleted", "completed"));
        assertThat(run.get(30, TimeUnit.SECONDS).getException()).isNull();
        assertThat(run.get().getMessage().getBody(Job.class).getName()).isEqualTo("waits");
        awaitPolls();
        assertThat(delivered("waits")).containsExactly("created", "completed");
        assertThat(eventIds()).doesNotHaveDuplicates().hasSize(9);
    }

    /** With short delays, so that an hour's polls take seconds. */
    @Override
    void prepare(DiffbotComponent component) {
        component.setMaxRetryDelay(5);
        component.setPollInterval(5);
        component.setMaxPollInterval(10);
    }

    private List<String> delivered(String name) {
        return events().stream().map(Exchange::getMessage)
                .filter(message -> name.equals(message.getHeader(DiffbotConstants.JOB_NAME)))
                .map(message -> message.getHeader(DiffbotConstants.EVENT, String.class)).toList();
    }
}
