/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.FaultCase;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Pauses and suspensions are delivered and are not ends")
class PauseEventsTest extends EventsSupport {

    private static final String EVENTS = "created,status";

    @ParameterizedTest
    @ValueSource(strings = { "bulk", "crawl" })
    @DisplayName("A pause by the owner is delivered, also if no poll sees its end")
    void byTheOwner(String type) throws Exception {
        listen("job/life", EVENTS);
        sandbox().hold();
        make(type, "life");
        awaitEvents("created", "started");
        send("diffbot:job/life?operation=pause", null);
        awaitEvents("created", "started", "paused");
        stopPolling();
        sandbox().release();
        send("diffbot:job/life?operation=resume", null);
        awaitStatus("life", 9);
        startPolling();
        // no poll saw that it was resumed
        awaitEvents("created", "started", "paused", "completed");
    }

    @Test
    @DisplayName("Each pause and each resume is delivered")
    void andTheWorkAfterThem() throws Exception {
        listen("bulk/life", EVENTS);
        sandbox().hold();
        make("bulk", "life");
        awaitEvents("created", "started");
        send("diffbot:job/life?operation=pause", null);
        awaitEvents("created", "started", "paused");
        send("diffbot:job/life?operation=resume", null);
        awaitEvents("created", "started", "paused", "resumed");
        send("diffbot:job/life?operation=pause", null);
        awaitEvents("created", "started", "paused", "resumed", "paused");
        sandbox().release();
        send("diffbot:job/life?operation=resume", null);
        await().untilAsserted(() -> assertThat(eventNames()).endsWith("completed"));
    }

    @Test
    @FaultCase("S6")
    @DisplayName("Maintenance suspends and resumes a job")
    void forMaintenance() throws Exception {
        listen("job", EVENTS);
        sandbox().hold();
        make("bulk", "life");
        awaitEvents("created", "started");
        sandbox().maintenance(true);
        awaitEvents("created", "started", "suspended");
        assertThat(events().get(2).getMessage().getHeader(DiffbotConstants.JOB_STATUS)).isEqualTo(8);
        sandbox().maintenance(false);
        awaitEvents("created", "started", "suspended", "resumed");
        sandbox().release();
        awaitEvents("created", "started", "suspended", "resumed", "completed");
    }

    @Test
    @FaultCase("S6")
    @DisplayName("Pauses of days end neither a job nor a wait")
    void ofDaysEndNothing() throws Exception {
        listen("job", EVENTS + ",completion");
        sandbox().hold();
        CompletableFuture<Exchange> run = context.createProducerTemplate().asyncSend("diffbot:bulk/life?operation=run",
                exchange -> exchange.getMessage().setBody(page("notes/7")));
        awaitEvents("created", "started");
        send("diffbot:job/life?operation=pause", null);
        awaitEvents("created", "started", "paused");
        sandbox().clock().advance(Duration.ofDays(3));
        sandbox().maintenance(true);
        awaitEvents("created", "started", "paused", "suspended");
        sandbox().clock().advance(Duration.ofDays(3));
        awaitPolls();
        assertThat(eventNames()).containsExactly("created", "started", "paused", "suspended");
        assertThat(run).isNotDone();

        sandbox().maintenance(false);
        awaitEvents("created", "started", "paused", "suspended", "paused");
        send("diffbot:job/life?operation=resume", null);
        awaitEvents("created", "started", "paused", "suspended", "paused", "resumed");
        sandbox().release();
        awaitEvents("created", "started", "paused", "suspended", "paused", "resumed", "completed");
        assertThat(run.get(30, TimeUnit.SECONDS).getException()).isNull();
    }

    @Test
    @DisplayName("Maintenance after the end does not end a job again")
    void ofAFinishedJobWithoutASecondEnd() throws Exception {
        listen("job", EVENTS);
        make("bulk", "life");
        await().untilAsserted(() -> assertThat(eventNames()).endsWith("completed"));
        sandbox().maintenance(true);
        await().untilAsserted(() -> assertThat(eventNames()).endsWith("completed", "suspended"));
        sandbox().maintenance(false);
        awaitPolls();
        assertThat(eventNames()).containsOnlyOnce("completed");
    }

    @Test
    @FaultCase("J2")
    @DisplayName("A crawl that Diffbot halts can resume")
    void becauseTheCrawlFindsNothing() throws Exception {
        listen("job", EVENTS);
        sandbox().hold();
        make("crawl", "life");
        awaitEvents("created", "started");
        sandboxJob("life").forceStatus(11, "Job automatically paused because crawl is inefficient.");
        awaitEvents("created", "started", "halted");
        sandboxJob("life").clearForcedStatus();
        awaitEvents("created", "started", "halted", "resumed");
    }

    @Test
    @FaultCase("J2")
    @DisplayName("A status with an unknown code is delivered with its text")
    void withUnknownCodes() throws Exception {
        listen("job", EVENTS);
        sandbox().hold();
        make("bulk", "life");
        awaitEvents("created", "started");
        sandboxJob("life").forceStatus(42, "Job is being pondered.");
        awaitEvents("created", "started", "status");
        assertThat(events().get(2).getMessage().getHeader(DiffbotConstants.JOB_STATUS)).isEqualTo(42);
        assertThat(events().get(2).getMessage().getHeader(DiffbotConstants.JOB_STATUS_MESSAGE))
                .isEqualTo("Job is being pondered.");
        awaitPolls();
        assertThat(eventNames()).hasSize(3);
        sandboxJob("life").clearForcedStatus();
        sandbox().release();
        await().untilAsserted(() -> assertThat(eventNames()).endsWith("completed"));
    }
}
