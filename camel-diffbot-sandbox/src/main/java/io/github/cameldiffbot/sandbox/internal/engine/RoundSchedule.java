/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

/** Determines when the rounds of a job start and end. Guarded by the job. */
final class RoundSchedule {

    private final JobType type;
    private final JobSettings settings;
    private int completed;
    private long startSeconds;
    private long dueMillis;
    private long endMillis;
    private long seedsDueMillis;
    private boolean seedsOnly;

    RoundSchedule(JobType type, JobSettings settings) {
        this.type = type;
        this.settings = settings;
    }

    int completed() {
        return completed;
    }

    long startSeconds() {
        return startSeconds;
    }

    /** Returns when the job last ran out of work. */
    long endSeconds() {
        return endMillis / 1000;
    }

    boolean hasReachedMaxRounds() {
        long max = settings.integer(Setting.MAX_ROUNDS);
        return max > 0 && completed >= max;
    }

    boolean repeats() {
        return millis(Setting.REPEAT) > 0;
    }

    boolean repeatsForever() {
        return repeats() && settings.integer(Setting.MAX_ROUNDS) <= 0;
    }

    boolean isDue(long nowMillis) {
        return dueMillis <= nowMillis;
    }

    /** Returns the time to the next round, rounded up. */
    long secondsUntilDue(long nowMillis) {
        return (dueMillis - nowMillis + 999) / 1000;
    }

    /** Returns whether only the seeds are crawled now, between two rounds. */
    boolean isSeedsOnly() {
        return seedsOnly;
    }

    boolean seedsAreDue(long nowMillis) {
        return seedsDueMillis > 0 && seedsDueMillis <= nowMillis && seedsDueMillis < dueMillis;
    }

    /** Returns when a waiting job has work again, in milliseconds. */
    long nextEvent() {
        return seedsDueMillis > 0 ? Math.min(seedsDueMillis, dueMillis) : dueMillis;
    }

    void startSeedsOnly() {
        seedsOnly = true;
    }

    void start(long nowMillis) {
        seedsOnly = false;
        startSeconds = nowMillis / 1000;
    }

    /** Records that the job has run out of work. */
    void end(long nowMillis) {
        endMillis = nowMillis;
        if (!seedsOnly) {
            dueMillis = nowMillis;
        }
    }

    /** Counts a round as completed. */
    void complete() {
        completed++;
    }

    /** Sets when the next round starts. */
    void scheduleNext(long nowMillis) {
        dueMillis = nowMillis + millis(Setting.REPEAT);
        startSeconds = dueMillis / 1000;
        scheduleSeeds(nowMillis);
    }

    /** Sets when the seeds are crawled on their own before the next round. */
    void scheduleSeeds(long nowMillis) {
        seedsOnly = false;
        long wait = millis(Setting.SEED_RECRAWL_FREQUENCY);
        seedsDueMillis = type == JobType.CRAWL && wait > 0 ? nowMillis + wait : 0;
    }

    RoundTimes times() {
        return new RoundTimes(completed, startSeconds, dueMillis, endMillis, seedsDueMillis, seedsOnly);
    }

    void restore(RoundTimes times) {
        completed = times.completed();
        startSeconds = times.start();
        dueMillis = times.due();
        endMillis = times.ranOut();
        seedsDueMillis = times.seedsDue();
        seedsOnly = times.seedsOnly();
    }

    private long millis(Setting inDays) {
        double days = settings.number(inDays);
        return days > 0 ? Math.max(1000, Math.round(days * 86_400_000)) : 0;
    }
}
