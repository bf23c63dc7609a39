/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobStatusGroup;

/**
 * A job that somebody waits for: those who do, what is known of it, and when it should be looked at next.
 */
final class AwaitedJob {

    /**
     * A job that was made a moment ago may be missing from the list for a while.
     */
    static final Duration GRACE = Duration.ofMinutes(2);
    private static final int LOOKS_WITHOUT = 2;

    private final Interest interest;
    private final List<JobWait> waits = new ArrayList<>(1);
    private long since;
    private long graceFrom;
    private Job last;
    private int missing;
    private boolean seen;

    AwaitedJob(Interest interest, Job last, long now) {
        this.interest = interest;
        this.last = last;
        this.since = now;
        this.graceFrom = now;
    }

    Interest interest() {
        return interest;
    }

    /**
     * One more waits, who has just seen the job: it may be another one of the same name, made a moment ago.
     */
    void add(JobWait wait, Job job, long now) {
        waits.add(wait);
        if (job.getJobCreationTimeUTC() != last.getJobCreationTimeUTC()) {
            since = now;
        }
        last = job;
        graceFrom = now;
        missing = 0;
        seen = false;
    }

    List<JobWait> waits() {
        return waits;
    }

    /**
     * Takes out those waits that are meant.
     */
    List<JobWait> take(Predicate<JobWait> meant) {
        List<JobWait> taken = waits.stream().filter(meant).toList();
        if (!taken.isEmpty()) {
            waits.removeIf(meant);
        }
        return taken;
    }

    /**
     * Whether somebody began to wait after this moment: what was looked up before says nothing to them.
     */
    boolean isNewerThan(long moment) {
        return graceFrom - moment > 0;
    }

    Job last() {
        return last;
    }

    void found(Job job) {
        last = job;
        missing = 0;
        seen = true;
    }

    /**
     * Counts a look without the job, and says whether it has to be taken for gone.
     */
    boolean missed(long now) {
        missing++;
        return missing >= LOOKS_WITHOUT && (seen || now - graceFrom > GRACE.toNanos());
    }

    boolean hasDue(long now) {
        return waits.stream().anyMatch(wait -> wait.isDue(now));
    }

    /**
     * How long the next look has time: a young job may be over soon, an old one will hardly be over within a tenth of
     * its age, and one that stands still can be left alone.
     */
    long restNanos(long now, long least, long most) {
        JobStatusGroup group = last.getStatus().getGroup();
        if (group.isPause() || group == JobStatusGroup.waiting) {
            return most;
        }
        return Math.max(least, Math.min(most, (now - since) / 10));
    }
}
