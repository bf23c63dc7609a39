/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.github.cameldiffbot.internal.poll.RetentionCheck;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.Jobs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.github.cameldiffbot.internal.watch.TrackedJobs.NOW;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The event expiring is pending beside the queue of its job, until the end is handled")
class ExpiringEventTest {

    private final TrackedJobs jobs = new TrackedJobs("completion,paused,expiring", false);
    private final JobTracker tracker = jobs.tracker;

    @BeforeEach
    void end() {
        jobs.poll(NOW, job(7, 0));
        jobs.poll(NOW + 100, job(9, NOW + 90));
    }

    @Test
    @DisplayName("It has its own id with the completion time, and the job as it is now")
    void content() {
        jobs.poll(NOW + 600_000, job(9, NOW + 90).pages(7));
        raise();

        tracker.release(claim());

        assertThat(claimExcept(unhandledEnd())).satisfies(event -> {
            assertThat(event.type()).isEqualTo(JobEventType.expiring);
            assertThat(event.id()).isEqualTo("bulk/shop/1770000000/-/-/expiring/" + (NOW + 90));
            assertThat(event.job().getJobCompletionTimeUTC()).isEqualTo(NOW + 90);
            assertThat(event.job().getPageCrawlAttempts()).isEqualTo(7);
            assertThat(event.previous().getCode()).isEqualTo(9);
        });
    }

    @Test
    @DisplayName("The end is tried before it, and if the end fails it comes without waiting, also beside an end in progress")
    void besideTheQueue() {
        raise();

        JobEvent end = claim();
        assertThat(end.type()).isEqualTo(JobEventType.completed);
        JobEvent expiring = claim();
        assertThat(expiring.type()).isEqualTo(JobEventType.expiring);
        assertThat(tracker.claim(9, Set.of())).isEmpty();
        tracker.acknowledge(expiring);
        tracker.release(end);

        assertThat(claim()).isSameAs(end);
        assertThat(tracker.pendingEvents()).isEqualTo(1);
    }

    @Test
    @DisplayName("If both fail they take turns, so that neither waits where a poll delivers one event")
    void turns() {
        raise();

        assertThat(List.of(fail(), fail(), fail(), fail())).containsExactly(
                JobEventType.completed, JobEventType.expiring, JobEventType.completed, JobEventType.expiring);
    }

    @Test
    @DisplayName("An end that is handled takes the waiting event with it, and one that is in progress when it fails")
    void handledEnd() {
        raise();
        tracker.acknowledge(claim());
        assertThat(tracker.pendingEvents()).isZero();

        jobs.poll(NOW + 200, job(7, 0).created(NOW + 150));
        jobs.poll(NOW + 300, job(9, NOW + 290).created(NOW + 150));
        raise();
        JobEvent end = claim();
        JobEvent expiring = claim();
        assertThat(tracker.isObsolete(expiring)).isFalse();
        tracker.acknowledge(end);
        assertThat(tracker.isObsolete(expiring)).isTrue();
        assertThat(tracker.isObsolete(end)).isFalse();
        assertThat(tracker.pendingEvents()).isEqualTo(1);
        tracker.release(expiring);
        assertThat(tracker.pendingEvents()).isZero();
    }

    @Test
    @DisplayName("It is raised once for an end, and again for the next end of the job")
    void once() {
        raise();
        raise();
        JobEvent end = claim();
        tracker.acknowledge(claim());
        tracker.release(end);

        raise();
        assertThat(tracker.pendingEvents()).isEqualTo(1);
        tracker.acknowledge(claim());
        jobs.poll(NOW + 200, job(7, 0));
        jobs.poll(NOW + 300, job(9, NOW + 290));
        raise();
        claim();
        assertThat(claim().id()).endsWith("/expiring/" + (NOW + 290));
    }

    @Test
    @DisplayName("It is missing until it is raised, and only where it is wanted")
    void lacking() {
        JobEvent end = unhandledEnd();
        assertThat(tracker.lacksExpiring(end)).isTrue();
        raise();
        assertThat(tracker.lacksExpiring(end)).isFalse();

        tracker.selectEvents(EventSelection.parse("completion"));
        assertThat(tracker.pendingEvents()).isEqualTo(1);
        assertThat(tracker.lacksExpiring(end)).isFalse();
    }

    @Test
    @DisplayName("An end without a completion time has none, because its age is unknown")
    void unknownAge() {
        TrackedJobs withoutUrls = new TrackedJobs("completion", false);
        withoutUrls.poll(NOW, job(7, 0));
        withoutUrls.poll(NOW + 100, job(5, 0));

        assertThat(withoutUrls.tracker.pendingEvents()).isEqualTo(1);
        assertThat(withoutUrls.tracker.unhandledEnds()).isEmpty();
    }

    @Test
    @DisplayName("An end that an exchange handles has none, until that fails")
    void endInProgress() {
        JobEvent end = claim();
        raise();
        assertThat(tracker.pendingEvents()).isEqualTo(1);

        tracker.release(end);
        raise();
        assertThat(tracker.pendingEvents()).isEqualTo(2);
    }

    @Test
    @DisplayName("The end of a job that was restarted or replaced has none, because its results are deleted")
    void otherJob() {
        jobs.poll(NOW + 200, job(7, 0).created(NOW + 150));

        assertThat(tracker.unhandledEnds()).isEmpty();
    }

    @Test
    @DisplayName("A restart of the job takes the waiting event with it")
    void restarted() {
        raise();
        assertThat(tracker.pendingEvents()).isEqualTo(2);

        jobs.poll(NOW + 200, job(7, 0).created(NOW + 150));

        assertThat(tracker.pendingEvents()).isEqualTo(1);
        assertThat(jobs.types()).containsExactly("completed");
    }

    @Test
    @DisplayName("The check raises it for the next end of a job when that of the end before is gone")
    void nextEnd() {
        RetentionCheck check = new RetentionCheck(Duration.ofSeconds(100));
        jobs.poll(NOW + 300, job(9, NOW + 90));
        check.check(tracker, event -> false, "route events");
        JobEvent end = claim();
        JobEvent expiring = claim();
        tracker.acknowledge(end);
        jobs.poll(NOW + 400, job(7, 0));
        jobs.poll(NOW + 900, job(9, NOW + 500));
        check.check(tracker, event -> false, "route events");
        assertThat(tracker.pendingEvents()).isEqualTo(2);
        tracker.acknowledge(expiring);

        check.check(tracker, event -> false, "route events");

        claim();
        assertThat(claim().id()).endsWith("/expiring/" + (NOW + 500));
    }

    @Test
    @DisplayName("A deleted job has none, nor one whose end was handled before it could be raised")
    void vanished() {
        raise();
        jobs.poll(NOW + 200);
        jobs.poll(NOW + 300);
        assertThat(tracker.pendingEvents()).isEqualTo(1);

        JobEvent end = claim();
        tracker.acknowledge(end);
        tracker.raiseExpiring(end);
        assertThat(tracker.pendingEvents()).isZero();
    }

    @Test
    @DisplayName("A consumer that no longer wants it does not get a waiting one, and one that starts again gets a claimed one")
    void restart() {
        raise();
        JobEvent end = claim();
        JobEvent expiring = claim();
        tracker.releaseUnless(event -> event == end);
        assertThat(claim()).isSameAs(expiring);
        tracker.releaseUnless(event -> true);
        assertThat(tracker.claim(9, Set.of())).isEmpty();
        tracker.release(expiring);

        tracker.selectEvents(EventSelection.parse("completion"));

        assertThat(tracker.pendingEvents()).isEqualTo(1);
        raise();
        assertThat(tracker.pendingEvents()).isEqualTo(1);
    }

    @Test
    @DisplayName("A consumer that no longer wants it does not get one that fails after its start")
    void claimedBeforeReload() {
        raise();
        claim();
        JobEvent expiring = claim();

        tracker.selectEvents(EventSelection.parse("completion"));
        assertThat(tracker.pendingEvents()).isEqualTo(2);
        tracker.release(expiring);

        assertThat(tracker.pendingEvents()).isEqualTo(1);
    }

    private static Jobs job(int status, long completed) {
        Jobs job = Jobs.bulk("shop").status(status);
        return completed == 0 ? job : job.completed(completed);
    }

    private void raise() {
        tracker.unhandledEnds().forEach(end -> tracker.raiseExpiring(end.event()));
    }

    private JobEvent unhandledEnd() {
        return tracker.unhandledEnds().get(0).event();
    }

    private JobEvent claim() {
        return tracker.claim(1, Set.of()).get(0);
    }

    private JobEvent claimExcept(JobEvent event) {
        return tracker.claim(1, Set.of(event.id())).get(0);
    }

    private JobEventType fail() {
        JobEvent event = claim();
        tracker.release(event);
        return event.type();
    }
}
