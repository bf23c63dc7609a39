/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

import io.github.cameldiffbot.sandbox.internal.data.JobData;
import io.github.cameldiffbot.sandbox.internal.frontier.WorkItem;
import io.github.cameldiffbot.sandbox.internal.url.Hashes;
import io.github.cameldiffbot.sandbox.internal.url.UrlList;
import org.jspecify.annotations.Nullable;

/**
 * The work of a job since its creation or its last restart: phase, rounds, pages and results. A restart replaces it, so
 * that pages taken before are ignored. Guarded by the job.
 */
final class JobRun {

    private final JobType type;
    private final long created;
    private final CrawlHistory history = new CrawlHistory();
    private final Limits limits;
    private final RoundSchedule rounds;
    private final PageQueue queue;
    private JobData data;
    private Phase phase = Phase.NEW;
    private boolean notified;

    JobRun(JobType type, JobSettings settings, JobOptions options, JobData data, long createdSeconds) {
        this.type = type;
        this.created = createdSeconds;
        this.data = data;
        this.limits = new Limits(type, settings, history, options.inefficientAfter());
        this.rounds = new RoundSchedule(type, settings);
        this.queue = new PageQueue(type, options.maxUrls());
    }

    void restore(JobState state) {
        limits.setCounters(state.counters());
        rounds.restore(state.rounds());
        history.restore(state.history());
        limits.restore(state.limits());
        queue.restore(state.frontier());
        phase = state.phase();
        notified = state.notified();
    }

    JobState state(JobIdentity job, JobSettings settings, boolean paused, long timeMillis) {
        return new JobState(
                job.number(), job.token(), job.name(), type, phase, paused, notified, created, timeMillis,
                settings.toParameters(), limits.counters(), limits.state(), rounds.times(), history.state(), queue.state());
    }

    /** Repeats the effects of a page that was completed before the sandbox was restarted. */
    void completeAgain(PageOutcome outcome) {
        String url = outcome.row().url();
        WorkItem item = queue.takeAgain(url);
        if (!outcome.trace().visited().isEmpty()) {
            visit(outcome.trace().visited());
        }
        if (outcome.trace().contentHash() != 0) {
            duplicateOf(outcome.trace().contentHash(), Hashes.docId(url));
        }
        if (outcome.row().processAttempted()) {
            tryProcess(url);
        }
        complete(item == null ? new WorkItem(url, url, outcome.row().hops(), created, false) : item, outcome);
    }

    JobView view(JobIdentity job, JobSettings settings, JobStatus status, long nowMillis) {
        return new JobView(
                job.token(), job.name(), type, status, created, status.isUnfinished() ? 0 : rounds.endSeconds(), notified,
                limits.counters(), settings.values(), settings.headers(),
                type == JobType.CRAWL ? String.join(" ", submitted().toList()) : null, rounds.completed(),
                rounds.startSeconds(), nowMillis / 1000);
    }

    JobStatus status(boolean paused, long nowMillis, boolean maintenance) {
        return StatusRules.of(phase, paused, limits, rounds, limits.counters(), nowMillis, maintenance);
    }

    JobData data() {
        return data;
    }

    UrlList submitted() {
        return queue.frontier().submitted();
    }

    int round() {
        return rounds.completed();
    }

    boolean isIn(Phase expected) {
        return phase == expected;
    }

    /** Returns whether no round will start by itself. */
    boolean hasEnded() {
        return phase == Phase.DONE || phase == Phase.WAITING && rounds.hasReachedMaxRounds();
    }

    boolean isHalted() {
        return limits.isHalted();
    }

    boolean repeatsForever() {
        return rounds.repeatsForever();
    }

    /** Replaces the data and ends the job. */
    void finishWith(JobData given, long nowMillis) {
        data = given;
        limits.setCounters(CounterValues.allSuccessful(given.records().size()));
        phase = Phase.DONE;
        rounds.end(nowMillis);
        notified = true;
    }

    void submit(UrlList urls, long nowSeconds) {
        queue.frontier().submit(urls, nowSeconds);
        resumeIfThereIsWork();
    }

    /**
     * Continues after a raised limit, and starts or ends the wait for a round after a change of the repeat interval.
     */
    void settingsChanged(long nowMillis) {
        if (limits.clearIfRaised()) {
            resumeIfThereIsWork();
        }
        if (phase == Phase.WAITING && !rounds.repeats()) {
            phase = Phase.DONE;
        } else if (phase == Phase.DONE && rounds.repeats()) {
            phase = Phase.WAITING;
            rounds.scheduleNext(nowMillis);
        }
    }

    /** Starts the work, and returns whether it had not started before. */
    boolean start() {
        boolean isNew = phase == Phase.NEW;
        if (isNew) {
            phase = Phase.RUNNING;
        }
        return isNew;
    }

    /** Ends the halt of an inefficient crawl. */
    void resume() {
        limits.resume();
        start();
    }

    /** Starts a round at once, in whatever phase the job is. */
    void forceRound(long nowMillis) {
        rounds.complete();
        startRound(nowMillis);
    }

    /** Starts the next round, or the crawl of the seeds before it, if it is due, and returns whether it did. */
    boolean startDueRound(long nowMillis, Runnable beforeStart) {
        if (phase != Phase.WAITING || rounds.hasReachedMaxRounds()) {
            return false;
        }
        if (rounds.isDue(nowMillis)) {
            beforeStart.run();
            startRound(nowMillis);
        } else if (rounds.seedsAreDue(nowMillis)) {
            beforeStart.run();
            startSeeds();
            queue.startSeeds(nowMillis);
        }
        return phase == Phase.RUNNING;
    }

    /** Takes the next page, or returns null if no page is ready. */
    @Nullable
    WorkItem take(int maxInFlight, long nowMillis) {
        return phase == Phase.RUNNING && queue.inFlight() < maxInFlight ? queue.take(limits, nowMillis) : null;
    }

    boolean reserveSlot(WorkItem item, long delayMillis, long nowMillis) {
        return queue.reserveSlot(item, delayMillis, nowMillis);
    }

    boolean tryProcess(String url) {
        return limits.tryProcess(url);
    }

    long duplicateOf(long contentHash, long docId) {
        return history.duplicateOf(contentHash, docId);
    }

    boolean visit(String url) {
        return queue.frontier().visit(url);
    }

    void complete(WorkItem item, PageOutcome outcome) {
        limits.complete(outcome);
        try {
            outcome.records().forEach(data::addRecord);
            data.addRow(outcome.row());
        } finally {
            // the job ends even if the disk is full
            queue.complete(limits, item, outcome);
        }
    }

    /** Returns how many pages were taken so far. */
    long taken() {
        return queue.taken();
    }

    boolean isOutOfWork() {
        return phase == Phase.RUNNING && queue.inFlight() == 0 && (limits.check() || queue.isEmpty());
    }

    /** Ends the round; calls the notification unless only the seeds were crawled. */
    void endRound(long nowMillis, Runnable notification) {
        rounds.end(nowMillis);
        phase = rounds.isSeedsOnly() || rounds.repeats() ? Phase.WAITING : Phase.DONE;
        if (rounds.isSeedsOnly()) {
            rounds.scheduleSeeds(nowMillis);
            return;
        }
        notification.run();
        notified = true;
        if (phase == Phase.WAITING) {
            rounds.complete();
            rounds.scheduleNext(nowMillis);
            limits.setCounters(limits.counters().startRound());
        }
    }

    boolean isBusy(long nowMillis) {
        return (phase == Phase.NEW || phase == Phase.RUNNING) && !queue.waitsForSlot(nowMillis);
    }

    /** Returns when a job without work continues by itself, in milliseconds; -1 if it does not. */
    long nextEvent() {
        if (phase == Phase.RUNNING) {
            return queue.nextSlot();
        }
        return phase == Phase.WAITING && !rounds.hasReachedMaxRounds() ? rounds.nextEvent() : -1;
    }

    private void startRound(long nowMillis) {
        startSeeds();
        queue.startRound(nowMillis);
        rounds.start(nowMillis);
        limits.setCounters(limits.counters().startRound());
        notified = false;
    }

    private void startSeeds() {
        rounds.startSeedsOnly();
        limits.startRound();
        phase = Phase.RUNNING;
    }

    private void resumeIfThereIsWork() {
        if (phase == Phase.DONE && !queue.isEmpty() && limits.reached() == null) {
            phase = Phase.RUNNING;
            notified = false;
        }
    }
}
