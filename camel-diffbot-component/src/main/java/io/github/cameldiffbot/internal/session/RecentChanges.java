/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import io.github.cameldiffbot.internal.watch.JobSnapshot;
import io.github.cameldiffbot.job.Job;
import org.jspecify.annotations.Nullable;

/**
 * Remembers changed and deleted jobs for two minutes. Diffbot may still show the state before the change for a moment,
 * and an end in that state is an old one.
 */
public final class RecentChanges {

    private static final int MAX_CHANGES = 10_000;

    private final Map<String, Change> changes = new LinkedHashMap<>();
    private final LongSupplier nanoTime;

    private record Change(@Nullable Job before, @Nullable Job after, long at) {
    }

    RecentChanges(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Records a change.
     *
     * @param before the job before the change; null if it is unknown
     * @param after  the job in the response to the change
     */
    public void recordChange(@Nullable Job before, Job after) {
        add(after.getName(), before, after);
    }

    /**
     * Records a deletion.
     *
     * @param last the deleted job
     */
    void recordDeletion(Job last) {
        add(last.getName(), last, null);
    }

    private synchronized void add(String jobName, @Nullable Job before, @Nullable Job after) {
        long now = nanoTime.getAsLong();
        changes.values().removeIf(change -> now - change.at > JobSnapshot.GRACE.toNanos());
        if (changes.size() >= MAX_CHANGES) {
            changes.remove(changes.keySet().iterator().next());
        }
        changes.put(jobName, new Change(before, after, now));
    }

    /**
     * Returns the job before its change in the last two minutes; null if it was not changed or its state is unknown.
     */
    public synchronized @Nullable Job before(String jobName) {
        Change change = recent(jobName);
        return change == null || change.after == null ? null : change.before;
    }

    /**
     * Returns the job in the response to a change in the last two minutes; null if it was not changed, or was deleted.
     */
    public synchronized @Nullable Job after(String jobName) {
        Change change = recent(jobName);
        return change == null ? null : change.after;
    }

    /**
     * Returns the time since a job was changed or deleted; null if that is more than two minutes.
     */
    synchronized @Nullable Duration age(String jobName) {
        Change change = recent(jobName);
        return change == null ? null : Duration.ofNanos(nanoTime.getAsLong() - change.at);
    }

    /**
     * Returns whether a job was deleted by this process in the last two minutes.
     */
    public synchronized boolean isDeleted(Job job) {
        Change change = recent(job.getName());
        return change != null && change.after == null && change.before != null
                && JobDeletion.isSame(job, change.before);
    }

    /**
     * Returns whether a job that was just read may be outdated.
     */
    synchronized boolean isStale(Job seen) {
        Change change = recent(seen.getName());
        if (change == null) {
            return false;
        }
        Job after = change.after;
        if (after == null) {
            return change.before != null && JobDeletion.isSame(change.before, seen);
        }
        if (seen.getJobCreationTimeUTC() != after.getJobCreationTimeUTC()) {
            return seen.getJobCreationTimeUTC() < after.getJobCreationTimeUTC();
        }
        return seen.getRoundStartTime() < after.getRoundStartTime() || change.before != null && isAsBefore(change.before, seen);
    }

    private static boolean isAsBefore(Job before, Job seen) {
        return seen.getJobCreationTimeUTC() == before.getJobCreationTimeUTC()
                && seen.getJobCompletionTimeUTC() == before.getJobCompletionTimeUTC()
                && seen.getPageCrawlAttempts() == before.getPageCrawlAttempts();
    }

    private @Nullable Change recent(String jobName) {
        Change change = changes.get(jobName);
        return change == null || nanoTime.getAsLong() - change.at > JobSnapshot.GRACE.toNanos() ? null : change;
    }
}
