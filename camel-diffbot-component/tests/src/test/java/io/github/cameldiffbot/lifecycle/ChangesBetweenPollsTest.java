/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.time.Duration;

import io.github.cameldiffbot.FaultCase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Changes between two polls are delivered as far as they can be seen")
class ChangesBetweenPollsTest extends EventsSupport {

    private static final String EVENTS = "created,restarted,deleted,completion";

    @ParameterizedTest
    @ValueSource(strings = { "bulk", "crawl" })
    @FaultCase("S5")
    @DisplayName("A job that is created and ends between two polls is created and completed")
    void aCompleteLife(String type) throws Exception {
        listenAndStop("job");
        make(type, "life");
        awaitStatus("life", 9);
        startPolling();
        awaitEvents("created", "completed");
    }

    @ParameterizedTest
    @ValueSource(strings = { "bulk/life", "job" })
    @FaultCase("S4")
    @DisplayName("A restart and the end after it are delivered")
    void aRestartAndItsEnd(String watched) throws Exception {
        make(watched, "bulk", "life");
        send("diffbot:bulk/life?operation=restart", null);
        await().until(() -> sandboxJob("life").status() == 9 && sandboxJob("life").objectsFound() == 1);
        startPolling();
        awaitEvents("created", "completed", "restarted", "completed");
        assertThat(eventIds()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = { "bulk/life", "job" })
    @FaultCase("S3")
    @DisplayName("A deletion and a new job with the name are a restart and an end")
    void aDeletionAndANewJobOfTheName(String watched) throws Exception {
        make(watched, "bulk", "life");
        send("diffbot:bulk/life?operation=delete", null);
        make("bulk", "life");
        awaitStatus("life", 9);
        startPolling();
        awaitEvents("created", "completed", "restarted", "completed");
        assertThat(eventIds()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = { "job/life", "job" })
    @FaultCase("S3")
    @DisplayName("A new job of the other type with the name is another job, and the first one is deleted")
    void theSameNameAsAnotherType(String watched) throws Exception {
        make(watched, "bulk", "life");
        send("diffbot:bulk/life?operation=delete", null);
        make("crawl", "life");
        awaitStatus("life", 9);
        startPolling();
        await().untilAsserted(() -> assertThat(eventNames())
                .containsExactlyInAnyOrder("created", "completed", "created", "completed", "deleted"));
    }

    @Test
    @FaultCase("S5")
    @DisplayName("An update and the end after it are a second completion")
    void moreUrlsAndTheEndAfterThem() throws Exception {
        make("bulk", "bulk", "life");
        send("diffbot:bulk/life?operation=update", page("notes/2"));
        await().until(() -> sandboxJob("life").objectsFound() == 2);
        awaitStatus("life", 9);
        startPolling();
        awaitEvents("created", "completed", "completed");
        assertThat(eventIds()).doesNotHaveDuplicates();
    }

    /** A job that ended and was delivered, without polls; an hour passes. */
    private void make(String watched, String type, String name) throws Exception {
        start("watched", watched, "events", EVENTS);
        awaitPolls();
        make(type, name);
        awaitEvents("created", "completed");
        stopPolling();
        sandbox().clock().advance(Duration.ofHours(1));
    }

    private void listenAndStop(String watched) throws Exception {
        start("watched", watched, "events", EVENTS);
        awaitPolls();
        stopPolling();
    }
}
