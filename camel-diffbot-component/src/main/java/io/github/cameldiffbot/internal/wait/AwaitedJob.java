/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.github.cameldiffbot.internal.watch.JobSelector;
import io.github.cameldiffbot.internal.watch.JobSnapshot;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobStatusGroup;
import org.jspecify.annotations.Nullable;

/**
 * A job that exchanges wait for, with the state that these waits share.
 */
final class AwaitedJob {

    private final JobSelector selector;
    private final OncePerJob once;
    private final List<PendingWait> waits = new ArrayList<>(1);
    private long since;
    private long graceFrom;
    private @Nullable Job last;
    private int misses;
    private boolean seen;

    AwaitedJob(JobSelector selector, OncePerJob once, long now) {
        this.selector = selector;
        this.once = once;
        this.since = now;
        this.graceFrom = now;
    }

    JobSelector selector() {
        return selector;
    }

    OncePerJob once() {
        return once;
    }

    /**
     * Adds a wait for a job that no poll has shown yet.
     */
    void add(PendingWait wait, long now) {
        waits.add(wait);
        graceFrom = now;
    }

    /**
     * Adds a wait with the current job, which may be a new job of the same name.
     */
    void add(PendingWait wait, Job job, long now) {
        add(wait, now);
        if (isOlder(job)) {
            return;
        }
        if (last != null && job.getJobCreationTimeUTC() != last.getJobCreationTimeUTC()) {
            since = now;
        }
        last = job;
        misses = 0;
        seen = false;
    }

    List<PendingWait> waits() {
        return waits;
    }

    List<PendingWait> removeIf(Predicate<PendingWait> matching) {
        List<PendingWait> removed = waits.stream().filter(matching).toList();
        if (!removed.isEmpty()) {
            waits.removeIf(matching);
        }
        return removed;
    }

    /**
     * Returns whether a wait began after this moment. An older poll does not apply to it.
     */
    boolean isNewerThan(long moment) {
        return graceFrom - moment > 0;
    }

    /**
     * Returns the last known state of the job; null before the first.
     */
    @Nullable
    Job last() {
        return last;
    }

    /**
     * Returns whether a job is an older one of the same name.
     */
    boolean isOlder(Job job) {
        return last != null && job.getJobCreationTimeUTC() > 0
                && job.getJobCreationTimeUTC() < last.getJobCreationTimeUTC();
    }

    /**
     * Returns the newest of a state and the last known one. A response may show an older job of the same name.
     */
    Job newest(Job job) {
        return last == null || !isOlder(job) ? job : last;
    }

    void recordFound(Job job) {
        last = job;
        misses = 0;
        seen = true;
    }

    /**
     * Counts a poll that did not show the job. Returns whether the job counts as deleted.
     */
    boolean recordMiss(long now) {
        misses++;
        return misses >= JobSnapshot.MISSES_UNTIL_GONE && (seen || now - graceFrom > JobSnapshot.GRACE.toNanos());
    }

    boolean hasDue(long now) {
        return waits.stream().anyMatch(wait -> wait.isDue(now));
    }

    /**
     * Returns the delay before the next poll, in nanoseconds: a tenth of the job's age within the bounds, and the
     * maximum for a job that is paused or waits for its next round.
     */
    long nextDelay(long now, PollIntervals intervals) {
        if (last == null) {
            return 0;
        }
        JobStatusGroup group = last.getStatus().getGroup();
        if (group.isPause() || group == JobStatusGroup.waiting) {
            return intervals.maxNanos();
        }
        return Math.max(intervals.minNanos(), Math.min(intervals.maxNanos(), (now - since) / 10));
    }
}
