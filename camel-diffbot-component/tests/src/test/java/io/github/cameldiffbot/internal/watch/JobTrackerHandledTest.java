/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.List;
import java.util.Set;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.Jobs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.cameldiffbot.job.Jobs.bulk;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A tracker knows whether the end of a job was handled, also by late reports")
class JobTrackerHandledTest {

    private static final long CREATED = 1_770_000_000;

    private final TrackedJobs jobs = new TrackedJobs("all", false);

    private static Job ended(long created, long completed) {
        return bulk("a").status(9).created(created).completed(completed).job();
    }

    @ParameterizedTest
    @CsvSource({
            "1770000000, 1770000100, true", "1770000000, 1770000099, true", "1770000000, 1770000101, false",
            "1769999999, 1770000200, true", "1770000001, 1770000002, false" })
    @DisplayName("An end was handled with that of the same job or a later one, but not with that of an earlier one")
    void ends(long created, long completed, boolean handled) {
        jobs.poll(0, bulk("a").status(9).completed(CREATED + 100));

        assertThat(jobs.tracker.hasHandled(ended(created, completed))).isEqualTo(handled);
    }

    @Test
    @DisplayName("An end was not handled while it is pending, while the job runs, and of an unknown job")
    void pending() {
        assertThat(jobs.tracker.hasHandled(ended(CREATED, 0))).isFalse();
        jobs.poll(0, bulk("a").status(7));
        assertThat(jobs.tracker.hasHandled(ended(CREATED, 0))).isFalse();
        jobs.poll(0, bulk("a").status(9));
        assertThat(jobs.tracker.hasHandled(ended(CREATED, 0))).isFalse();

        jobs.events();

        assertThat(jobs.tracker.hasHandled(ended(CREATED, 0))).isTrue();
    }

    @Test
    @DisplayName("An end was handled with the deletion of the job")
    void deletion() {
        jobs.poll(0, bulk("a").status(7));
        jobs.poll(0);
        jobs.poll(0);
        assertThat(jobs.tracker.hasHandled(ended(CREATED, 0))).isFalse();

        jobs.events();

        assertThat(jobs.tracker.hasHandled(ended(CREATED, 0))).isTrue();
    }

    private List<JobEvent> claim() {
        return jobs.tracker.claim(10, Set.of());
    }

    @Test
    @DisplayName("An exchange that reports its event as handled a second time leaves the next event pending")
    void lateAcknowledgement() {
        jobs.poll(0, bulk("a").status(7));
        jobs.poll(0, bulk("a").status(6));
        jobs.poll(0, bulk("a").status(7));
        JobEvent paused = claim().get(0);
        jobs.tracker.acknowledge(paused);
        JobEvent resumed = claim().get(0);

        jobs.tracker.acknowledge(paused);
        jobs.tracker.release(paused);

        assertThat(jobs.tracker.pendingEvents()).isEqualTo(1);
        assertThat(claim()).isEmpty();
        jobs.tracker.release(resumed);
        assertThat(claim()).containsExactly(resumed);
    }

    @Test
    @DisplayName("Reports about jobs that are not tracked have no effect")
    void unknownJob() {
        TrackedJobs others = new TrackedJobs("all", true);
        others.poll(0, bulk("other").status(9));
        JobEvent other = others.tracker.claim(1, Set.of()).get(0);

        jobs.tracker.acknowledge(other);
        jobs.tracker.release(other);

        assertThat(jobs.tracker.rememberedJobs()).isZero();
    }

    @Test
    @DisplayName("Other selected events drop the pending ones of other types, but not one that an exchange handles")
    void otherSelection() {
        Jobs running = bulk("a").status(7);
        jobs.poll(0, running);
        jobs.poll(0, bulk("a").status(6));
        jobs.poll(0, bulk("a").status(7));
        jobs.poll(0, bulk("a").status(9));
        JobEvent paused = claim().get(0);

        jobs.tracker.selectEvents(EventSelection.COMPLETION);

        assertThat(jobs.tracker.pendingEvents()).isEqualTo(2);
        jobs.tracker.acknowledge(paused);
        assertThat(jobs.types()).containsExactly("completed");
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    @DisplayName("An event that is not selected any more is not delivered again when its exchange fails or is gone")
    void otherSelectionAndFailure(boolean fails) {
        jobs.poll(0, bulk("a").status(7));
        jobs.poll(0, bulk("a").status(6));
        jobs.poll(0, bulk("a").status(9));
        JobEvent paused = claim().get(0);
        jobs.tracker.selectEvents(EventSelection.COMPLETION);

        if (fails) {
            jobs.tracker.release(paused);
        } else {
            jobs.tracker.releaseUnless(event -> false);
        }

        assertThat(jobs.types()).containsExactly("completed");
    }
}
