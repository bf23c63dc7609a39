/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import io.github.cameldiffbot.job.JobEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.github.cameldiffbot.job.Jobs.bulk;
import static io.github.cameldiffbot.job.Jobs.crawl;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A tracker queues the last end of a job again on request")
class JobTrackerRedeliveryTest {

    @Test
    @DisplayName("The last end of a job is queued again, once, and only while it is not pending")
    void redeliversTheLastEnd() {
        TrackedJobs jobs = new TrackedJobs("completion", true);
        jobs.poll(0, bulk("a").status(9), crawl("b").status(4).rounds(3), bulk("c").status(7));
        JobEvent end = jobs.tracker.lastEnd(bulk("a").job().getKey()).orElseThrow();
        jobs.tracker.redeliver(end);
        assertThat(jobs.handled()).containsExactly("a completed", "b roundCompleted");

        jobs.tracker.redeliver(end);
        jobs.tracker.redeliver(end);
        jobs.tracker.redeliver(jobs.tracker.lastEnd(crawl("b").job().getKey()).orElseThrow());

        assertThat(jobs.handled()).containsExactly("a completed", "b roundCompleted");
        assertThat(jobs.tracker.lastEnd(bulk("c").job().getKey())).isEmpty();
        assertThat(jobs.tracker.lastEnd(bulk("d").job().getKey())).isEmpty();
    }

    @Test
    @DisplayName("The last end is also queued again behind another event of the job")
    void redeliversBehindAnotherEvent() {
        TrackedJobs jobs = new TrackedJobs("completion,paused", true);
        jobs.poll(0, bulk("a").status(9).completed(100));
        JobEvent end = jobs.tracker.lastEnd(bulk("a").job().getKey()).orElseThrow();
        jobs.handled();
        jobs.poll(0, bulk("a").status(6).completed(100));

        jobs.tracker.redeliver(end);

        assertThat(jobs.handled()).containsExactly("a paused", "a completed");
    }

    @Test
    @DisplayName("The end of a deleted job is not delivered again")
    void noEndOfDeletedJobs() {
        TrackedJobs jobs = new TrackedJobs("completion", true);
        jobs.poll(0, bulk("a").status(9));
        jobs.handled();
        for (int i = 0; i < JobSnapshot.MISSES_UNTIL_GONE; i++) {
            jobs.poll(0);
        }

        assertThat(jobs.tracker.lastEnd(bulk("a").job().getKey())).isEmpty();
    }

    @Test
    @DisplayName("A tracker of other events has no end to deliver again")
    void noEndOfOtherEvents() {
        TrackedJobs jobs = new TrackedJobs("created", true);
        jobs.poll(0, bulk("a").status(9));

        assertThat(jobs.tracker.lastEnd(bulk("a").job().getKey())).isEmpty();
    }
}
