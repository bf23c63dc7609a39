/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.List;
import java.util.Set;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.Jobs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The event overBudget is raised once for each excess")
class BudgetEventTest {

    private static final Set<JobEventType> ALL = EventSelection.parse("all");

    private final JobEventDetector detector = new JobEventDetector();

    @BeforeEach
    void limit() {
        limit(10);
    }

    @Test
    @DisplayName("The first state beyond the limit raises one event, and later states none")
    void once() {
        assertThat(next(running(10))).containsExactly("created", "started");
        assertThat(next(running(11))).containsExactly("overBudget");
        assertThat(next(running(12))).containsExactly("progress");
        assertThat(next(completed(12))).containsExactly("completed");
    }

    @Test
    @DisplayName("An excess that only the end shows comes before the end")
    void atTheEnd() {
        assertThat(next(running(10))).containsExactly("created", "started");
        assertThat(next(completed(11))).containsExactly("overBudget", "completed");
    }

    @Test
    @DisplayName("It does not wait behind an end whose completion time is not reported yet")
    void heldEnd() {
        next(running(10));
        assertThat(next(job(9, 10).with("currentTimeUTC", 1770000100).job())).isEmpty();
        assertThat(next(job(9, 11).with("currentTimeUTC", 1770000101).job())).containsExactly("overBudget");
        assertThat(next(completed(11))).containsExactly("completed");
    }

    @Test
    @DisplayName("Each round of a job adds to its credits, and the excess is raised once")
    void rounds() {
        next(running(8));
        assertThat(next(job(4, 8).rounds(1).job())).containsExactly("roundCompleted");
        assertThat(next(job(4, 16).rounds(2).job())).containsExactly("overBudget", "roundCompleted");
        assertThat(next(job(4, 24).rounds(3).job())).containsExactly("roundCompleted");
    }

    @Test
    @DisplayName("A restarted job has its own event")
    void restart() {
        next(running(11));
        Jobs again = job(7, 3).created(1770000500);
        assertThat(next(again.job())).containsExactly("restarted", "started");
        assertThat(detector.findNext(again.with("pageProcessSuccesses", 11).job(), ALL)).singleElement()
                .extracting(JobEvent::id).isEqualTo("crawl/a/1770000500/-/-/overBudget/10");
    }

    @Test
    @DisplayName("The first poll finds an excess of the past, with the id that it had")
    void past() {
        next(running(10));
        String id = detector.findNext(running(11), Set.of(JobEventType.overBudget)).get(0).id();

        JobEventDetector later = new JobEventDetector();
        later.setBudget(new CreditBudget(10, Job::getPageProcessSuccesses));

        assertThat(later.findPast(completed(30), ALL, 0, false)).extracting(JobEvent::type)
                .containsExactly(JobEventType.created, JobEventType.overBudget, JobEventType.completed);
        later = new JobEventDetector();
        later.setBudget(new CreditBudget(10, Job::getPageProcessSuccesses));
        assertThat(later.findPast(completed(30), Set.of(JobEventType.overBudget), 0, true)).extracting(JobEvent::id)
                .containsExactly(id);
    }

    @Test
    @DisplayName("A job that is beyond the limit at the starting point raises nothing")
    void startingPoint() {
        detector.start(running(11), 0);

        assertThat(next(running(12))).containsExactly("progress");
    }

    @Test
    @DisplayName("Another limit has its own event, also a lower one that the job has passed")
    void otherLimit() {
        detector.start(running(11), 0);
        limit(20);
        assertThat(next(running(20))).containsExactly("progress");
        assertThat(next(running(21))).containsExactly("overBudget");
        limit(5);
        assertThat(next(running(21))).containsExactly("overBudget");
        assertThat(next(running(21))).isEmpty();
    }

    @Test
    @DisplayName("Without a limit there is no event")
    void noLimit() {
        limit(0);
        assertThat(next(running(Long.MAX_VALUE))).containsExactly("created", "started");
    }

    @Test
    @DisplayName("A limit that is removed raises no event in a job that has exceeded it")
    void removedLimit() {
        next(running(11));
        limit(0);
        assertThat(next(running(12))).containsExactly("progress");
    }

    @Test
    @DisplayName("A tracker passes its limit on to the jobs that it tracks and to new ones")
    void tracker() {
        JobTracker tracker = new TrackedJobs("overBudget", false).tracker;
        tracker.observe(new JobSnapshot(List.of(running(11))));
        tracker.setBudget(new CreditBudget(10, Job::getPageProcessSuccesses));
        tracker.observe(new JobSnapshot(List.of(running(11), Jobs.bulk("b").with("pageProcessSuccesses", 11).job())));

        assertThat(tracker.claim(9, Set.of())).extracting(event -> event.job().getName()).containsExactly("a", "b");
    }

    private void limit(long max) {
        detector.setBudget(new CreditBudget(max, Job::getPageProcessSuccesses));
    }

    private List<String> next(Job job) {
        return detector.findNext(job, ALL).stream().map(event -> event.type().name()).toList();
    }

    private static Job running(long credits) {
        return job(7, credits).job();
    }

    private static Job completed(long credits) {
        return job(9, credits).completed(1770000100).job();
    }

    private static Jobs job(int status, long credits) {
        return Jobs.crawl("a").status(status).with("pageProcessSuccesses", credits);
    }
}
