/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobStatusGroup;

/**
 * A job that somebody waits for: those who do, what is known of it, and when it should be looked at next.
 */
final class AwaitedJob {

    /**
     * A job that was made a moment ago may be missing from the list for a while.
     */
    private static final Duration GRACE = Duration.ofMinutes(2);
    private static final int LOOKS_WITHOUT = 2;

    private final Interest interest;
    private final List<JobWait> waits = new ArrayList<>(1);
    private final long since;
    private Job last;
    private int missing;
    private boolean seen;

    AwaitedJob(Interest interest, Job last, long now) {
        this.interest = interest;
        this.last = last;
        this.since = now;
    }

    Interest interest() {
        return interest;
    }

    List<JobWait> waits() {
        return waits;
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
        return missing >= LOOKS_WITHOUT && (seen || now - since > GRACE.toNanos());
    }

    /**
     * Takes out the waits whose time is up.
     */
    List<JobWait> due(long now) {
        List<JobWait> due = new ArrayList<>();
        for (Iterator<JobWait> iterator = waits.iterator(); iterator.hasNext();) {
            JobWait wait = iterator.next();
            if (now - wait.deadline() >= 0) {
                iterator.remove();
                due.add(wait);
            }
        }
        return due;
    }

    boolean hasDue(long now) {
        return waits.stream().anyMatch(wait -> now - wait.deadline() >= 0);
    }

    /**
     * How long the next look has time: a young job may be over soon, an old one will hardly be over within a tenth of
     * its age, and one that stands still can be left alone.
     */
    long restNanos(long now, long least, long most) {
        JobStatusGroup group = last == null ? JobStatusGroup.running : last.getStatus().getGroup();
        if (group.isPause() || group == JobStatusGroup.waiting) {
            return most;
        }
        return Math.max(least, Math.min(most, (now - since) / 10));
    }
}
