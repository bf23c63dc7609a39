/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.time.Duration;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.job.Job;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Restarts and deletions are delivered")
class RestartAndDeletionEventsTest extends EventsSupport {

    private static final String EVENTS = "created,restarted,deleted,resumed,completion";

    @ParameterizedTest
    @ValueSource(strings = { "bulk", "crawl" })
    @FaultCase("S4")
    @DisplayName("A restart and the end after it are delivered, with different ids")
    void aRestart(String type) throws Exception {
        listen("job/life", EVENTS);
        make(type, "life");
        awaitEvents("created", "completed");
        sandbox().clock().advance(Duration.ofHours(1));
        sandbox().hold();
        send("diffbot:job/life?operation=restart", null);
        awaitEvents("created", "completed", "restarted");
        sandbox().release();
        awaitEvents("created", "completed", "restarted", "completed");
        assertThat(eventIds()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = { "bulk", "crawl" })
    @FaultCase("S4")
    @DisplayName("A restart is delivered with the state after it, and without progress")
    void aRestartIsNoStepBack(String type) throws Exception {
        listen("job/life", "all");
        make(type, "life");
        await().untilAsserted(() -> assertThat(eventNames()).endsWith("completed"));
        stopPolling();
        int before = events().size();
        sandbox().clock().advance(Duration.ofHours(1));
        sandbox().hold();
        send("diffbot:job/life?operation=restart", null);
        startPolling();
        await().untilAsserted(() -> assertThat(eventNames()).endsWith("restarted", "started"));
        assertThat(events()).as("no progress backwards").hasSize(before + 2);
        Job restarted = events().get(before).getMessage().getBody(Job.class);
        assertThat(restarted.getObjectsFound()).isZero();
        assertThat(restarted.getJobCompletionTimeUTC()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "bulk", "crawl" })
    @FaultCase("S3")
    @DisplayName("A deletion is delivered once, with the last state of the job")
    void aDeletionOnceWithTheJobAsItWas(String type) throws Exception {
        listen("job/life", EVENTS);
        make(type, "life");
        awaitEvents("created", "completed");
        send("diffbot:job/life?operation=delete", null);
        awaitEvents("created", "completed", "deleted");
        awaitPolls();
        assertThat(eventNames()).containsExactly("created", "completed", "deleted");
        Job last = events().get(2).getMessage().getBody(Job.class);
        assertThat(last.getName()).isEqualTo("life");
        assertThat(last.getObjectsFound()).isEqualTo(1);
    }

    @Test
    @FaultCase("S3")
    @DisplayName("A new job with the name of a deleted one has events of its own")
    void aJobOfTheSameNameAfterThat() throws Exception {
        listen("job", EVENTS);
        make("bulk", "life");
        awaitEvents("created", "completed");
        send("diffbot:job/life?operation=delete", null);
        awaitEvents("created", "completed", "deleted");
        sandbox().clock().advance(Duration.ofHours(1));
        make("bulk", "life");
        awaitEvents("created", "completed", "deleted", "created", "completed");
        assertThat(eventIds()).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("An update of a finished job is a resumption and a second completion")
    void moreUrlsForAFinishedJob() throws Exception {
        listen("bulk/life", EVENTS);
        make("bulk", "life");
        awaitEvents("created", "completed");
        sandbox().clock().advance(Duration.ofHours(1));
        sandbox().hold();
        send("diffbot:bulk/life?operation=update", page("notes/2"));
        awaitEvents("created", "completed", "resumed");
        sandbox().release();
        awaitEvents("created", "completed", "resumed", "completed");
        assertThat(eventIds()).doesNotHaveDuplicates();
        assertThat(sandboxJob("life").objectsFound()).isEqualTo(2);
    }
}
