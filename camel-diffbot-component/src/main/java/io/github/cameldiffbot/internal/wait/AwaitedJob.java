/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.github.cameldiffbot.internal.watch.JobSelector;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobStatusGroup;

/**
 * A job that exchanges wait for, and what all of them share.
 */
final class AwaitedJob {

    /**
     * A job that was made a moment ago may be missing from the list for a while.
     */
    static final Duration GRACE = Duration.ofMinutes(2);
    private static final int MISSES_UNTIL_GONE = 2;

    private final JobSelector selector;
    private final OncePerJob once;
    private final List<PendingWait> waits = new ArrayList<>(1);
    private long since;
    private long graceFrom;
    private Job last;
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
     * Adds a wait for a job that is still to be seen.
     */
    void add(PendingWait wait, long now) {
        waits.add(wait);
        graceFrom = now;
    }

    /**
     * Adds a wait that has just seen the job: it may be another one of the same name, made a moment ago.
     */
    void add(PendingWait wait, Job job, long now) {
        add(wait, now);
        if (last != null && isOlder(job)) {
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

    /**
     * Takes out those waits that are meant.
     */
    List<PendingWait> removeIf(Predicate<PendingWait> matching) {
        List<PendingWait> removed = waits.stream().filter(matching).toList();
        if (!removed.isEmpty()) {
            waits.removeIf(matching);
        }
        return removed;
    }

    /**
     * Whether a wait began after this moment: an older poll says nothing about its job.
     */
    boolean isNewerThan(long moment) {
        return graceFrom - moment > 0;
    }

    /**
     * The job as it was last seen; null when it never was.
     */
    Job last() {
        return last;
    }

    /**
     * Whether this is a job of the same name that was there before the one that is waited for.
     */
    boolean isOlder(Job job) {
        return job.getJobCreationTimeUTC() > 0 && job.getJobCreationTimeUTC() < last.getJobCreationTimeUTC();
    }

    void recordFound(Job job) {
        last = job;
        misses = 0;
        seen = true;
    }

    /**
     * Counts a poll without the job, and says whether it has to be taken for gone.
     */
    boolean recordMiss(long now) {
        misses++;
        return misses >= MISSES_UNTIL_GONE && (seen || now - graceFrom > GRACE.toNanos());
    }

    boolean hasDue(long now) {
        return waits.stream().anyMatch(wait -> wait.isDue(now));
    }

    /**
     * How long the next poll has time: a young job may end soon, an old one will hardly end within a tenth of its age,
     * and one that stands still can be left alone.
     */
    long nextDelay(long now, long min, long max) {
        if (last == null) {
            return 0;
        }
        JobStatusGroup group = last.getStatus().getGroup();
        if (group.isPause() || group == JobStatusGroup.waiting) {
            return max;
        }
        return Math.max(min, Math.min(max, (now - since) / 10));
    }
}
