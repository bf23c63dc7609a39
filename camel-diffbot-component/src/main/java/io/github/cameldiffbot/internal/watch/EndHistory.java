/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.EnumSet;
import java.util.Set;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.JobStatus;
import io.github.cameldiffbot.job.JobStatusGroup;
import org.jspecify.annotations.Nullable;

/**
 * The known ends of one job, so that each is found once. An end is identified by its completion time. Diffbot may
 * report the status before the time. Such an end is held until the time is known, the job changes, or a time limit on
 * Diffbot's clock has passed.
 */
final class EndHistory {

    /**
     * The maximum time for which an end is held, in seconds on Diffbot's clock.
     */
    static final long HOLD = 30;

    /**
     * The number of states without a completion time that end the hold if Diffbot's clock does not advance.
     */
    static final int MAX_STATES = 10;

    /**
     * The maximum time by which a completion time precedes the status, in seconds: Diffbot detects late that a job has
     * no more work.
     */
    private static final long LAG = 60;

    /**
     * The newest known completion time; 0 for none.
     */
    private long time;
    private final Set<JobEventType> verdicts = EnumSet.noneOf(JobEventType.class);
    private @Nullable EndWithoutTime withoutTime;
    private boolean workedSince;
    private long workedAt;
    private @Nullable Baseline baseline;
    private boolean hidden;

    /**
     * An end to deliver.
     *
     * @param time    the completion time in seconds since 1970; 0 if Diffbot does not report it
     * @param resumed whether the job continued before Diffbot reported the time
     */
    record Ended(JobEventType type, Job job, @Nullable JobStatus previous, long time, boolean resumed) {
    }

    /**
     * The job at the consumer's first poll, if that poll is only the starting point.
     */
    private record Baseline(long serverTime, boolean paused, long pages, long objects) {

        /**
         * Returns whether an end is an old one that a pause has hidden since the first poll.
         */
        boolean hid(JobEnd end, Job job) {
            return serverTime > 0 ? end.time() < serverTime : isUnchanged(job);
        }

        /**
         * Returns whether a paused job shows an end from before the first poll, which found the job running.
         */
        boolean precedes(JobEnd end) {
            return !end.open() && end.time() < serverTime - (paused ? 0 : LAG);
        }

        boolean isUnchanged(Job job) {
            return job.getPageCrawlAttempts() == pages && job.getObjectsFound() == objects;
        }
    }

    /**
     * The newest end, until its completion time is known.
     */
    private static final class EndWithoutTime {

        private final @Nullable JobStatus previous;
        private final long since;
        private JobEventType type;
        private Job job;
        private boolean held;
        private boolean doubtful;
        private boolean denied;
        private boolean settled;
        private int states;

        EndWithoutTime(JobEventType type, Job job, @Nullable JobStatus previous) {
            this.type = type;
            this.job = job;
            this.previous = previous;
            this.since = job.getCurrentTimeUTC();
            // without the server's clock the time cannot be measured
            this.settled = since <= 0;
        }

        boolean includes(long end, Job now) {
            // a time ahead of its own clock is no reference
            return since <= 0 || end <= since + HOLD || end > now.getCurrentTimeUTC();
        }

        boolean isExpired(Job now) {
            states++;
            long pollTimes = now.getCurrentTimeUTC();
            return pollTimes > since ? pollTimes - since >= HOLD : states >= MAX_STATES;
        }
    }

    /**
     * Records the end that a job shows as known.
     */
    void assume(Job job) {
        JobEnd end = JobEnd.of(job);
        if (end != null && end.time() > 0) {
            remember(end);
        } else if (end != null) {
            withoutTime = new EndWithoutTime(end.type(), job, null);
        }
    }

    /**
     * Starts with a job at the first poll: an earlier end is old, also if a pause hides it.
     *
     * @param serverTime Diffbot's clock at that moment, in seconds; 0 if unknown
     */
    void begin(Job job, long serverTime) {
        assume(job);
        hidden = hides(job);
        baseline = new Baseline(serverTime, hidden, job.getPageCrawlAttempts(), job.getObjectsFound());
    }

    boolean isHolding() {
        return withoutTime != null && withoutTime.held;
    }

    /**
     * Returns the newest known completion time; 0 for none.
     */
    long time() {
        return time;
    }

    /**
     * Returns the held end if this state of the job completes it; null if there is none, it is still held, or it is
     * old.
     */
    @Nullable
    Ended settle(Job job) {
        EndWithoutTime pending = withoutTime;
        if (pending == null) {
            return null;
        }
        JobEnd end = JobEnd.of(job);
        if (end != null && end.time() > 0) {
            return settle(pending, end, job);
        }
        if (isWorking(job)) {
            return release(job);
        }
        if (pending.settled) {
            return null;
        }
        if (pending.isExpired(job)) {
            return release(job);
        }
        if (end != null) {
            // counters and type may change late, too
            pending.job = job;
            pending.type = end.type();
        }
        return null;
    }

    private @Nullable Ended settle(EndWithoutTime pending, JobEnd end, Job job) {
        if (end.time() <= time) {
            // the earlier end is shown again: there was no other
            withoutTime = null;
            return null;
        }
        if (!pending.includes(end.time(), job) || workedSince && end.time() >= workedAt) {
            return release(job);
        }
        JobEnd known = end.open() ? end : new JobEnd(pending.type, end.time(), false);
        remember(known);
        return (pending.held || pending.denied) && !isOld(known, job, pending.doubtful)
                ? new Ended(known.type(), job, pending.previous, known.time(), false) : null;
    }

    /**
     * Ends the hold without a completion time.
     */
    @Nullable
    Ended release(Job job) {
        if (withoutTime == null) {
            return null;
        }
        boolean old = withoutTime.doubtful && baseline != null && baseline.isUnchanged(withoutTime.job);
        boolean news = withoutTime.held && !old;
        withoutTime.denied |= withoutTime.held && !news;
        withoutTime.held = false;
        withoutTime.settled = true;
        return news ? new Ended(withoutTime.type, withoutTime.job, withoutTime.previous, 0, isWorking(job)) : null;
    }

    /**
     * Returns the end that this state of the job shows for the first time, or null.
     *
     * @param previous the status before
     */
    @Nullable
    Ended find(Job job, @Nullable JobStatus previous) {
        JobEnd end = JobEnd.of(job);
        if (end == null) {
            if (isWorking(job)) {
                workedSince = true;
                workedAt = job.getCurrentTimeUTC();
            }
            hidden &= hides(job);
            return null;
        }
        Ended found = null;
        if (end.time() == 0) {
            found = isNewWithoutTime(end, job) ? hold(end, job, previous) : null;
        } else if (end.time() > time || end.time() == time && end.open() && !verdicts.contains(end.type())) {
            boolean old = isOld(end, job, hidden);
            remember(end);
            found = old ? null : new Ended(end.type(), job, previous, end.time(), false);
        }
        hidden &= hides(job);
        return found;
    }

    private boolean isOld(JobEnd end, Job job, boolean wasHidden) {
        return baseline != null && (wasHidden ? baseline.hid(end, job) : baseline.precedes(end));
    }

    private boolean isNewWithoutTime(JobEnd end, Job job) {
        return withoutTime == null || workedSince || withoutTime.settled && (end.type() != withoutTime.type
                || job.getPageCrawlAttempts() > withoutTime.job.getPageCrawlAttempts());
    }

    private @Nullable Ended hold(JobEnd end, Job job, @Nullable JobStatus previous) {
        withoutTime = new EndWithoutTime(end.type(), job, previous);
        withoutTime.held = true;
        withoutTime.doubtful = hidden;
        workedSince = false;
        return withoutTime.settled || !JobEnd.isTimeExpected(job) ? release(job) : null;
    }

    private void remember(JobEnd end) {
        if (end.time() != time) {
            verdicts.clear();
        }
        time = end.time();
        verdicts.add(end.type());
        withoutTime = null;
        workedSince = false;
    }

    private static boolean isWorking(Job job) {
        JobStatusGroup group = job.getStatus().getGroup();
        return group == JobStatusGroup.running || group == JobStatusGroup.waiting;
    }

    /**
     * Returns whether the status hides whether the work has ended.
     */
    private static boolean hides(Job job) {
        JobStatusGroup group = job.getStatus().getGroup();
        return group.isPause() || group == JobStatusGroup.unknown;
    }
}
