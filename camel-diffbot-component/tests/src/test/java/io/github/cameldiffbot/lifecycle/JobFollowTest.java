/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Message;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A consumer follows jobs from start to end")
class JobFollowTest extends EventsSupport {

    @ParameterizedTest
    @ValueSource(strings = { "bulk/life", "bulk", "job/li*" })
    @DisplayName("A consumer delivers all events of a bulk job")
    void ofABulkJob(String watched) throws Exception {
        try (GatedSite site = new GatedSite()) {
            listen(watched, "all");
            sandbox().hold();
            bulk("life", site.page("free"), site.page("gated"));
            awaitEvents("created", "started");
            sandbox().release();
            awaitEvents("created", "started", "progress");
            site.open();
            awaitEvents("created", "started", "progress", "completed");
        }
        awaitPolls();
        assertThat(eventNames()).containsExactly("created", "started", "progress", "completed");
        assertThat(eventIds()).doesNotHaveDuplicates();
        Message end = events().get(events().size() - 1).getMessage();
        assertThat(end.getBody(Job.class).getObjectsFound()).isEqualTo(2);
        assertThat(end.getHeader(DiffbotConstants.OBJECTS_FOUND)).isEqualTo(sandboxJob("life").objectsFound());
        assertThat(end.getHeader(DiffbotConstants.JOB_STATUS)).isEqualTo(9);
        assertThat(end.getHeader(DiffbotConstants.PREVIOUS_STATUS)).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = { "crawl/li*", "job/life" })
    @DisplayName("A consumer delivers all events of a crawl")
    void ofACrawl(String watched) throws Exception {
        try (GatedSite site = new GatedSite()) {
            listen(watched, "all");
            sandbox().hold();
            crawl("life", "maxHops=0", site.page("free"), site.page("gated"));
            awaitEvents("created", "started");
            sandbox().release();
            awaitEvents("created", "started", "progress");
            site.open();
            awaitEvents("created", "started", "progress", "completed");
        }
        assertThat(events()).allSatisfy(event -> assertThat(event.getMessage().getHeader(DiffbotConstants.JOB_TYPE))
                .isEqualTo("crawl"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "crawl", "job/x*" })
    @DisplayName("A consumer of other jobs delivers nothing")
    void notByConsumersOfOtherJobs(String watched) throws Exception {
        listen(watched, "all");
        make("bulk", "life");
        awaitStatus("life", 9);
        awaitPolls();
        assertThat(events()).isEmpty();
    }
}
