/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.util.List;

import io.github.cameldiffbot.sandbox.crawl.UrlList;
import io.github.cameldiffbot.sandbox.crawl.WorkItem;
import io.github.cameldiffbot.sandbox.store.Records;
import io.github.cameldiffbot.sandbox.store.StoredRecords;
import io.github.cameldiffbot.sandbox.store.StoredRows;
import io.github.cameldiffbot.sandbox.store.UrlRow;
import io.github.cameldiffbot.sandbox.store.UrlRows;

/**
 * A job and its state machine. It starts no threads and sends nothing: the {@link JobEngine} does what the state asks
 * for. All access is synchronized on the job.
 */
public final class Job extends JobIdentity {

    enum Phase {
        NEW,
        RUNNING,
        WAITING,
        DONE
    }

    final JobSettings settings;
    final Counters counters = new Counters();
    final Limits limits;
    final Rounds rounds;
    Phase phase = Phase.NEW;
    boolean paused;
    boolean notified;
    boolean deleted;
    JobStatus forced;
    long created;
    /** Counts restarts, so that pages of the life before are not taken for this one's. */
    int life;
    /** The status that the log of events has. */
    int loggedStatus = -1;
    /** When the clock will wake the job, in milliseconds. */
    private long wakeAt;
    PageQueue queue;

    private final EngineOptions options;
    private final Memory memory = new Memory();
    private Records records;
    private UrlRows rows;
    private CrawlRules rules;

    Job(String token, String name, JobType type, JobSettings settings, EngineOptions options, long nowMillis) {
        super(token, name, type);
        this.settings = settings;
        this.options = options;
        this.limits = new Limits(type, settings, counters, memory, options.inefficientAfter());
        this.rounds = new Rounds(type, settings);
        this.queue = new PageQueue(type(), options.keepUrls());
        this.records = new StoredRecords(options.memory());
        this.rows = new StoredRows(options.memory());
        this.created = nowMillis / 1000;
    }

    /**
     * The records so far.
     *
     * @return a view that grows
     */
    public synchronized Records records() {
        return records;
    }

    /**
     * The URL report so far.
     *
     * @return a view that grows
     */
    public synchronized UrlRows rows() {
        return rows;
    }

    /**
     * What was submitted.
     *
     * @return how many URLs or seeds
     */
    public synchronized long submitted() {
        return queue.frontier.submitted().size();
    }

    /**
     * Shows a status that the job does not have.
     *
     * @param status what to show, or null for the truth again
     */
    public synchronized void force(JobStatus status) {
        forced = status;
    }

    /** Gives a job its records from elsewhere, and ends it. */
    synchronized void finishWith(Records given, UrlRows givenRows, long nowMillis) {
        records = given;
        rows = givenRows;
        counters.allDone(given.size());
        phase = Phase.DONE;
        rounds.ranOut = nowMillis;
        notified = true;
    }

    /** The settings ready for use; made anew after they or the seeds were changed. */
    synchronized CrawlRules rules() {
        if (rules == null) {
            List<String> seeds = type() == JobType.CRAWL ? queue.frontier.submitted().toList() : List.of();
            rules = new CrawlRules(type(), settings, seeds);
        }
        return rules;
    }

    synchronized void submit(UrlList urls, long nowMillis) {
        rules = null;
        queue.frontier.submit(urls, nowMillis / 1000);
        resumeIfThereIsWork();
    }

    /**
     * After settings were changed: a raised limit revives the job, a new or dropped repeat changes what it waits for.
     */
    synchronized void settingsChanged(long nowMillis) {
        rules = null;
        if (limits.lifted()) {
            resumeIfThereIsWork();
        }
        if (phase == Phase.WAITING && !rounds.repeat()) {
            phase = Phase.DONE;
        } else if (phase == Phase.DONE && rounds.repeat()) {
            phase = Phase.WAITING;
            rounds.waitFrom(nowMillis);
        }
    }

    synchronized void pause(boolean on) {
        paused = on;
        if (!on) {
            limits.resume();
            start();
        }
    }

    synchronized void start() {
        if (phase == Phase.NEW) {
            phase = Phase.RUNNING;
        }
    }

    synchronized void restart(long nowMillis) {
        UrlList urls = queue.frontier.submitted();
        life++;
        queue = new PageQueue(type(), options.keepUrls());
        queue.frontier.submit(urls, nowMillis / 1000);
        records = new StoredRecords(options.memory());
        rows = new StoredRows(options.memory());
        counters.clear();
        memory.clear();
        limits.restart();
        rounds.restart();
        notified = false;
        phase = Phase.NEW;
        created = nowMillis / 1000;
    }

    /** Begins a round at once, whatever the job was doing. */
    synchronized void forceRound(long nowMillis) {
        rounds.completed++;
        beginRound(nowMillis);
    }

    synchronized void beginRound(long nowMillis) {
        beginSeeds(nowMillis);
        rounds.begin(nowMillis);
        counters.startRound();
        notified = false;
    }

    /** Crawls the seeds on their own, while the job waits for its next round. */
    synchronized void beginSeeds(long nowMillis) {
        rounds.seedsOnly = true;
        limits.startRound();
        phase = Phase.RUNNING;
        queue.startRound(nowMillis);
    }

    /** Takes a page to work on; null if there is none for now. */
    synchronized WorkItem take(long nowMillis) {
        return phase == Phase.RUNNING && !isStopped() ? queue.take(limits, nowMillis) : null;
    }

    /** Gives a page that was taken its turn at its host; false if it has to wait, and is out of the taker's hands. */
    synchronized boolean isTurnOf(WorkItem item, long delayMillis, long nowMillis, int ofLife) {
        return ofLife != life || queue.isTurnOf(item, delayMillis, nowMillis);
    }

    /** Whether the round has nothing left to do. */
    synchronized boolean outOfWork() {
        return phase == Phase.RUNNING && !isStopped() && queue.inFlight == 0 && (limits.reached() || queue.isEmpty());
    }

    /** Whether the job would do something this very moment. */
    synchronized boolean isBusy(long nowMillis) {
        return (phase == Phase.NEW || phase == Phase.RUNNING) && !isStopped() && !queue.waits(nowMillis);
    }

    /** When the job goes on by itself, in milliseconds; -1 if there is no such time. */
    synchronized long nextEvent() {
        if (isStopped()) {
            return -1;
        }
        if (phase == Phase.RUNNING) {
            return queue.nextTurn();
        }
        return phase == Phase.WAITING && !rounds.areUsedUp() ? rounds.nextEvent() : -1;
    }

    /** Whether a page may be sent to the Extract API; whoever gets a yes tells the outcome by {@link #complete}. */
    synchronized boolean mayProcess(String url, int ofLife) {
        return ofLife == life && limits.admitsProcess(url);
    }

    /** Notes that a page with this content was seen; gives the document that had it before, or 0. */
    synchronized long duplicateOf(long content, long docId, int ofLife) {
        return ofLife != life ? 0 : memory.duplicateOf(content, docId);
    }

    /** Notes that a URL was reached; false if this round knew it before. */
    synchronized boolean visit(String url, int ofLife) {
        return ofLife != life || queue.frontier.visit(url);
    }

    synchronized void complete(WorkItem item, PageOutcome outcome, int ofLife) {
        if (ofLife != life || deleted) {
            return;
        }
        queue.inFlight--;
        limits.completed(outcome);
        outcome.records().forEach(this::addRecord);
        addRow(outcome.row());
        outcome.links().forEach(queue.frontier::offer);
        queue.frontier.finished(item);
    }

    /** The first half of the end of a round: what the notification shows. False if there is nothing to tell. */
    synchronized boolean roundOver(long nowMillis) {
        rounds.ranOut = nowMillis;
        phase = rounds.seedsOnly || rounds.repeat() ? Phase.WAITING : Phase.DONE;
        if (!rounds.seedsOnly) {
            rounds.due = nowMillis;
        }
        return !rounds.seedsOnly;
    }

    /** The second half of the end of a round: what is seen after the notification. */
    synchronized void roundClosed(long nowMillis) {
        if (rounds.seedsOnly) {
            rounds.planSeeds(nowMillis);
            return;
        }
        notified = true;
        if (phase == Phase.WAITING) {
            rounds.completed++;
            rounds.waitFrom(nowMillis);
            counters.startRound();
        }
    }

    synchronized boolean isNew() {
        return phase == Phase.NEW;
    }

    synchronized boolean isPaused() {
        return paused;
    }

    synchronized boolean isAtWork() {
        return phase == Phase.RUNNING && !isStopped();
    }

    /** Notes when the job is to be woken; false if that was noted before. */
    synchronized boolean wakeAt(long millis) {
        boolean news = wakeAt != millis;
        wakeAt = millis;
        return news;
    }

    Memory memory() {
        return memory;
    }

    synchronized void addRecord(byte[] record) {
        ((StoredRecords) records).add(record);
    }

    synchronized void addRow(UrlRow row) {
        ((StoredRows) rows).add(row);
    }

    boolean isStopped() {
        return paused || limits.halted || deleted;
    }

    synchronized int round() {
        return rounds.completed;
    }

    synchronized String seeds() {
        return String.join(" ", queue.frontier.submitted().toList());
    }

    private void resumeIfThereIsWork() {
        if (phase == Phase.DONE && !queue.isEmpty()) {
            phase = Phase.RUNNING;
            notified = false;
        }
    }
}
