/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.cameldiffbot.sandbox.internal.account.Ledger;
import io.github.cameldiffbot.sandbox.internal.data.JobData;
import io.github.cameldiffbot.sandbox.internal.data.Records;
import io.github.cameldiffbot.sandbox.internal.data.UrlRows;
import io.github.cameldiffbot.sandbox.internal.frontier.WorkItem;
import io.github.cameldiffbot.sandbox.internal.url.UrlList;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of a job. It starts no threads and does no I/O: a runner takes pages from it, reports their
 * outcomes and passes the time. All methods are synchronized on the job.
 */
public final class Job extends JobIdentity {

    private final JobOptions options;
    private final JobSettings settings;
    private JobRun run;
    private @Nullable CrawlRules rules;
    private boolean paused;
    private boolean deleted;
    private @Nullable JobStatus forced;
    private int lastStatus = -1;
    private long wakeUpMillis;
    /** The latest time that a change has passed. */
    private long timeMillis;

    /**
     * Creates a job.
     *
     * @param params the first settings, as parameters
     */
    public Job(String token, String name, JobType type, Map<String, List<String>> params, JobOptions options, long nowMillis) {
        super(token, name, type);
        this.options = options;
        this.settings = new JobSettings(type);
        this.run = new JobRun(type, settings, options, options.newData().get(), nowMillis / 1000);
        settings.apply(params);
    }

    private Job(JobState state, UrlList urls, JobData data, JobOptions options) {
        super(state.number(), state.token(), state.name(), state.type());
        this.options = options;
        this.settings = new JobSettings(state.type());
        this.run = new JobRun(state.type(), settings, options, data, state.created());
        this.paused = state.paused();
        this.timeMillis = state.time();
        settings.apply(state.settings());
        run.submit(urls, state.created());
        run.restore(state);
    }

    /**
     * Creates a job from a saved state. A round that was in progress continues.
     *
     * @param urls the submitted URLs or seeds
     * @param data the records and the URL report
     */
    public static Job restored(JobState state, UrlList urls, JobData data, JobOptions options) {
        return new Job(state, urls, data, options);
    }

    /** Returns the state to save. */
    public synchronized JobState state() {
        return run.state(this, settings, paused, timeMillis);
    }

    /** Repeats the effects of a page that was completed after the restored state was saved. */
    public synchronized void completeAgain(PageOutcome outcome) {
        run.completeAgain(outcome);
    }

    /** Returns a snapshot for the API. */
    public synchronized JobView view(long nowMillis, boolean maintenance) {
        return run.view(this, settings, status(nowMillis, maintenance), nowMillis);
    }

    /** Returns the status that the API shows. */
    public synchronized JobStatus status(long nowMillis, boolean maintenance) {
        return forced != null ? forced : run.status(paused, nowMillis, maintenance);
    }

    /** Returns the status if its code differs from that of the last call, else null. */
    public synchronized @Nullable JobStatus changedStatus(long nowMillis) {
        JobStatus status = status(nowMillis, false);
        if (status.code() == lastStatus) {
            return null;
        }
        lastStatus = status.code();
        return status;
    }

    /** Returns a live view of the records. */
    public synchronized Records records() {
        return run.data().records();
    }

    /** Returns a live view of the URL report. */
    public synchronized UrlRows rows() {
        return run.data().rows();
    }

    /** Returns the number of URLs or seeds that were submitted. */
    public synchronized long submitted() {
        return run.submitted().size();
    }

    /** Returns a copy of the list of URLs or seeds that were submitted and kept. */
    public synchronized List<String> submittedUrls() {
        return run.submitted().toList();
    }

    /**
     * Makes the job show another status.
     *
     * @param status null for the real status
     */
    public synchronized void forceStatus(@Nullable JobStatus status) {
        forced = status;
    }

    /** Replaces the data and ends the job. */
    public synchronized void finishWith(JobData data, long nowMillis) {
        run.finishWith(data, nowMillis);
        timeMillis = nowMillis;
        if (!deleted) {
            options.log().filled(this);
        }
    }

    /** Adds URLs or seeds, and applies the settings among some parameters. */
    public synchronized void submit(Map<String, List<String>> params, UrlList urls, long nowMillis) {
        timeMillis = nowMillis;
        (deleted ? JobLog.NONE : options.log()).submitted(this, urls, () -> {
            boolean changed = settings.apply(params);
            rules = null;
            run.submit(urls, nowMillis / 1000);
            if (changed) {
                run.settingsChanged(nowMillis);
            }
        });
    }

    /** Applies the settings among some parameters. */
    public synchronized void update(Map<String, List<String>> params, long nowMillis) {
        settings.apply(params);
        rules = null;
        run.settingsChanged(nowMillis);
        changed(nowMillis);
    }

    /** Pauses or resumes the job. */
    public synchronized void pause(boolean on, long nowMillis) {
        paused = on;
        if (!on) {
            run.resume();
        }
        changed(nowMillis);
    }

    /** Returns since when the job has had nothing to do, in milliseconds; -1 if it has work or waits for a round. */
    public synchronized long inactiveSince() {
        return paused || run.isHalted() || run.hasEnded() ? timeMillis : -1;
    }

    /** Starts a new job; does nothing if it was started before. */
    public synchronized void start() {
        if (run.start()) {
            changed(timeMillis);
        }
    }

    /** Discards all results and starts again. */
    public synchronized void restart(long nowMillis) {
        UrlList urls = run.submitted();
        run = new JobRun(type(), settings, options, options.newData().get(), nowMillis / 1000);
        run.submit(urls, nowMillis / 1000);
        timeMillis = nowMillis;
        if (!deleted) {
            options.log().restarted(this);
        }
    }

    /** Starts a round at once, in whatever phase the job is. */
    public synchronized void forceRound(long nowMillis) {
        run.forceRound(nowMillis);
        changed(nowMillis);
    }

    /**
     * Starts the next round, or the crawl of the seeds before it, if it is due.
     *
     * @param beforeStart runs before a page of the round can be taken
     */
    public synchronized void startDueRound(long nowMillis, Runnable beforeStart) {
        if (!isStopped() && run.startDueRound(nowMillis, beforeStart)) {
            changed(nowMillis);
        }
    }

    /**
     * Takes a page to work on.
     *
     * @param  maxInFlight number of pages that may be in flight at the same time
     * @return             null if no page is ready
     */
    public synchronized @Nullable PageTask take(int maxInFlight, long nowMillis) {
        WorkItem item = isStopped() ? null : run.take(maxInFlight, nowMillis);
        return item == null ? null : new PageTask(this, run, item);
    }

    synchronized boolean reserveSlot(JobRun ofRun, WorkItem item, long delayMillis, long nowMillis) {
        return ofRun != run || run.reserveSlot(item, delayMillis, nowMillis);
    }

    synchronized boolean tryProcess(JobRun ofRun, String url) {
        return ofRun == run && run.tryProcess(url);
    }

    synchronized long duplicateOf(JobRun ofRun, long contentHash, long docId) {
        return ofRun == run ? run.duplicateOf(contentHash, docId) : 0;
    }

    synchronized boolean visit(JobRun ofRun, String url) {
        return ofRun != run || run.visit(url);
    }

    synchronized void complete(
            JobRun ofRun, WorkItem item, PageOutcome outcome, Ledger.@Nullable Reservation reservation) {
        if (ofRun == run && !deleted) {
            options.log().completed(this, outcome, outcome.charge(this, reservation));
            run.complete(item, outcome);
        }
    }

    Ledger ledger() {
        return options.ledger();
    }

    /** Returns the crawl rules for the current settings and seeds. */
    synchronized CrawlRules rules() {
        if (rules == null) {
            rules = new CrawlRules(type(), settings, type() == JobType.CRAWL ? submittedUrls() : List.of());
        }
        return rules;
    }

    synchronized int round() {
        return run.round();
    }

    /** Returns a ticket for {@link #endRound} if the round has no work left, else -1. */
    public synchronized long idleTicket() {
        return isOutOfWork() ? run.taken() : -1;
    }

    /**
     * Ends the round, unless the job has taken a page since the ticket was issued.
     *
     * @param  notification receives the job as the notification shows it; not called after a crawl of the seeds alone
     * @return              whether the round has ended
     */
    public synchronized boolean endRound(long ticket, long nowMillis, Consumer<JobView> notification) {
        if (ticket != run.taken() || !isOutOfWork()) {
            return false;
        }
        List<JobView> ended = new ArrayList<>();
        run.endRound(nowMillis, () -> ended.add(view(nowMillis, false)));
        changed(nowMillis);
        ended.forEach(notification);
        return true;
    }

    /** Returns whether the job has work at this moment. */
    public synchronized boolean isBusy(long nowMillis) {
        return !isStopped() && run.isBusy(nowMillis);
    }

    /** Returns when a job without work continues by itself, in milliseconds; -1 if it does not. */
    public synchronized long nextEvent() {
        return isStopped() ? -1 : run.nextEvent();
    }

    /** Returns whether the job starts rounds without end. */
    public synchronized boolean repeatsForever() {
        return !isStopped() && run.repeatsForever();
    }

    /** Returns whether the job was not started yet. */
    public synchronized boolean isNew() {
        return run.isIn(Phase.NEW);
    }

    public synchronized boolean isPaused() {
        return paused;
    }

    /** Returns whether the job works on a round. */
    public synchronized boolean isWorking() {
        return run.isIn(Phase.RUNNING) && !isStopped();
    }

    /** Returns whether the job is paused, halted or deleted. */
    public synchronized boolean isStopped() {
        return paused || run.isHalted() || deleted;
    }

    /** Sets the time of the next wake-up, and returns whether it has changed. */
    public synchronized boolean setWakeUp(long millis) {
        boolean changed = wakeUpMillis != millis;
        wakeUpMillis = millis;
        return changed;
    }

    synchronized void delete() {
        if (!deleted) {
            deleted = true;
            options.log().deleted(this);
        }
    }

    /** Ends all work, after the job was replaced together with the state that is recorded of it. */
    synchronized void discard() {
        deleted = true;
    }

    private void changed(long nowMillis) {
        timeMillis = nowMillis;
        if (!deleted) {
            options.log().changed(this);
        }
    }

    private boolean isOutOfWork() {
        return !isStopped() && run.isOutOfWork();
    }
}
