/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.util.List;

import io.github.cameldiffbot.sandbox.crawl.BulkFrontier;
import io.github.cameldiffbot.sandbox.crawl.CrawlFrontier;
import io.github.cameldiffbot.sandbox.crawl.Frontier;
import io.github.cameldiffbot.sandbox.crawl.UrlList;
import io.github.cameldiffbot.sandbox.crawl.WorkItem;

/**
 * A job and its state machine. It starts no threads and sends nothing: the {@link JobEngine} does what the state asks
 * for. All access is synchronized on the job.
 */
public final class Job {

    enum Phase {
        NEW,
        RUNNING,
        WAITING,
        DONE
    }

    final JobSettings settings;
    final Counters counters = new Counters();
    Phase phase = Phase.NEW;
    /** Which limit the round ran into, if any. */
    Setting limit;
    boolean paused;
    boolean halted;
    boolean notified;
    boolean deleted;
    JobStatus forced;
    long created;
    long ranOut;
    long roundStart;
    /** When a waiting job goes on, in milliseconds. */
    long roundDue;
    int roundsCompleted;
    int inFlight;
    /** Counts restarts, so that pages of the life before are not taken for this one's. */
    int life;
    /** Counts pages, so that a wait for idleness can tell whether it was disturbed. */
    long taken;

    private final String token;
    private final String name;
    private final JobType type;
    private final int keepUrls;
    private final int inefficientAfter;
    private final Memory memory = new Memory();
    private Frontier frontier;
    private Records records = new StoredRecords();
    private UrlRows rows = new StoredRows();
    private int processing;
    private CrawlRules rules;
    private long unprocessedInARow;

    Job(String token, String name, JobType type, JobSettings settings, EngineOptions options, long nowMillis) {
        this.token = token;
        this.name = name;
        this.type = type;
        this.settings = settings;
        this.keepUrls = options.keepUrls();
        this.inefficientAfter = options.inefficientAfter();
        this.frontier = newFrontier();
        this.created = nowMillis / 1000;
    }

    /**
     * The name.
     *
     * @return as given at creation
     */
    public String name() {
        return name;
    }

    /**
     * The type.
     *
     * @return bulk or crawl
     */
    public JobType type() {
        return type;
    }

    /**
     * The token that the job belongs to.
     *
     * @return the token
     */
    public String token() {
        return token;
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
        return frontier.submitted().size();
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
        ranOut = nowMillis;
        notified = true;
    }

    /** The settings ready for use; made anew after they or the seeds were changed. */
    synchronized CrawlRules rules() {
        if (rules == null) {
            rules = new CrawlRules(type, settings, type == JobType.CRAWL ? frontier.submitted().toList() : List.of());
        }
        return rules;
    }

    synchronized void submit(UrlList urls, long nowMillis) {
        rules = null;
        frontier.submit(urls, nowMillis / 1000);
        if (phase == Phase.DONE && !frontier.isEmpty()) {
            resumeWork();
        }
    }

    /**
     * After settings were changed: a raised limit revives the job, a new or dropped repeat changes what it waits for.
     */
    synchronized void settingsChanged(long nowMillis) {
        rules = null;
        if (limit != null && !isHit(limit)) {
            limit = null;
            if (phase == Phase.DONE && !frontier.isEmpty()) {
                resumeWork();
            }
        }
        if (phase == Phase.WAITING && repeatMillis() == 0) {
            phase = Phase.DONE;
        } else if (phase == Phase.DONE && repeatMillis() > 0) {
            phase = Phase.WAITING;
            roundDue = nowMillis + repeatMillis();
            roundStart = roundDue / 1000;
        }
    }

    synchronized void pause(boolean on) {
        paused = on;
        if (!on) {
            halted = false;
            unprocessedInARow = 0;
            start();
        }
    }

    synchronized void start() {
        if (phase == Phase.NEW) {
            phase = Phase.RUNNING;
        }
    }

    synchronized void restart(long nowMillis) {
        UrlList urls = frontier.submitted();
        life++;
        inFlight = 0;
        processing = 0;
        frontier = newFrontier();
        frontier.submit(urls, nowMillis / 1000);
        records = new StoredRecords();
        rows = new StoredRows();
        counters.clear();
        clearRound();
        memory.clear();
        phase = Phase.NEW;
        created = nowMillis / 1000;
        ranOut = 0;
        roundStart = 0;
        roundDue = 0;
        roundsCompleted = 0;
    }

    /** Begins a round at once, whatever the job was doing. */
    synchronized void forceRound(long nowMillis) {
        roundsCompleted++;
        beginRound(nowMillis);
    }

    synchronized void beginRound(long nowMillis) {
        clearRound();
        counters.startRound();
        phase = Phase.RUNNING;
        roundStart = nowMillis / 1000;
        frontier.startRound(roundStart);
    }

    /** Takes a page to work on; null if there is none for now. */
    synchronized WorkItem take() {
        if (phase != Phase.RUNNING || paused || halted || deleted || limitReached()) {
            return null;
        }
        long roomLeft = maximum(Setting.MAX_TO_CRAWL) - counters.crawlSuccessesThisRound - inFlight;
        if (roomLeft <= 0) {
            return null;
        }
        long perSubdomain = settings.integer(Setting.MAX_TO_CRAWL_PER_SUBDOMAIN);
        for (WorkItem item = frontier.next(); item != null; item = frontier.next()) {
            if (perSubdomain < 0 || memory.crawlNumber(item.url()) <= perSubdomain) {
                inFlight++;
                taken++;
                return item;
            }
        }
        return null;
    }

    /** Whether the round has nothing left to do. */
    synchronized boolean outOfWork() {
        return phase == Phase.RUNNING && !paused && !halted && !deleted && inFlight == 0
                && (limitReached() || frontier.isEmpty());
    }

    /** Whether a page may be sent to the Extract API; whoever gets a yes tells the outcome by {@link #complete}. */
    synchronized boolean mayProcess(String url, int ofLife) {
        if (ofLife != life || counters.processSuccessesThisRound + processing >= maximum(Setting.MAX_TO_PROCESS)) {
            return false;
        }
        if (settings.flag(Setting.ONLY_PROCESS_IF_NEW) && memory.wasProcessed(url)) {
            return false;
        }
        long perSubdomain = settings.integer(Setting.MAX_TO_PROCESS_PER_SUBDOMAIN);
        if (perSubdomain >= 0 && memory.processNumber(url) > perSubdomain) {
            return false;
        }
        processing++;
        return true;
    }

    /** Notes that a page with this content was seen; gives the document that had it before, or 0. */
    synchronized long duplicateOf(long content, long docId, int ofLife) {
        return ofLife != life ? 0 : memory.duplicateOf(content, docId);
    }

    /** Notes that a URL was reached; false if this round knew it before. */
    synchronized boolean visit(String url, int ofLife) {
        return ofLife != life || frontier.visit(url);
    }

    synchronized void complete(PageOutcome outcome, int ofLife) {
        if (ofLife != life || deleted) {
            return;
        }
        inFlight--;
        counters.add(outcome);
        if (outcome.row().processAttempted()) {
            processing--;
        }
        if (outcome.isProcessed() && type == JobType.CRAWL) {
            memory.processed(outcome.row().url());
        }
        outcome.records().forEach(((StoredRecords) records)::add);
        ((StoredRows) rows).add(outcome.row());
        outcome.links().forEach(frontier::offer);
        unprocessedInARow = outcome.isProcessed() ? 0 : unprocessedInARow + 1;
        halted |= type == JobType.CRAWL && unprocessedInARow >= inefficientAfter;
        limitReached();
    }

    /** The first half of the end of a round: what the notification shows. */
    synchronized void roundOver(long nowMillis) {
        ranOut = nowMillis;
        roundDue = nowMillis;
        phase = repeatMillis() > 0 ? Phase.WAITING : Phase.DONE;
    }

    /** The second half of the end of a round: what is seen after the notification. */
    synchronized void roundClosed(long nowMillis) {
        notified = true;
        if (phase == Phase.WAITING) {
            roundsCompleted++;
            roundDue = nowMillis + repeatMillis();
            roundStart = roundDue / 1000;
            counters.startRound();
        }
    }

    boolean roundsAreUsedUp() {
        long most = settings.integer(Setting.MAX_ROUNDS);
        return most > 0 && roundsCompleted >= most;
    }

    synchronized int round() {
        return roundsCompleted;
    }

    synchronized String seeds() {
        return String.join(" ", frontier.submitted().toList());
    }

    private boolean limitReached() {
        if (limit == null && phase == Phase.RUNNING) {
            limit = isHit(Setting.MAX_TO_CRAWL) ? Setting.MAX_TO_CRAWL
                    : isHit(Setting.MAX_TO_PROCESS) ? Setting.MAX_TO_PROCESS : null;
        }
        return limit != null;
    }

    private boolean isHit(Setting setting) {
        long done = setting == Setting.MAX_TO_CRAWL ? counters.crawlSuccessesThisRound : counters.processSuccessesThisRound;
        return done >= maximum(setting);
    }

    private long maximum(Setting setting) {
        long most = settings.has(setting) ? settings.integer(setting) : -1;
        return most < 0 ? Long.MAX_VALUE : most;
    }

    private long repeatMillis() {
        double days = settings.number(Setting.REPEAT);
        return days > 0 ? Math.max(1000, Math.round(days * 86_400_000)) : 0;
    }

    private void resumeWork() {
        phase = Phase.RUNNING;
        notified = false;
    }

    private void clearRound() {
        limit = null;
        halted = false;
        notified = false;
        unprocessedInARow = 0;
        memory.startRound();
    }

    private Frontier newFrontier() {
        return type == JobType.BULK ? new BulkFrontier(keepUrls) : new CrawlFrontier();
    }
}
