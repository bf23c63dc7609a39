/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

/** What a job may still crawl and process in its round, in all and per subdomain. Guarded by the job. */
final class Limits {

    /** Which limit the round ran into, if any. */
    Setting hit;
    /** Whether the crawl is stopped for having found nothing to process for too long. */
    boolean halted;

    private final JobType type;
    private final JobSettings settings;
    private final Counters counters;
    private final Memory memory;
    private final int inefficientAfter;
    private int processing;
    private long unprocessedInARow;

    Limits(JobType type, JobSettings settings, Counters counters, Memory memory, int inefficientAfter) {
        this.type = type;
        this.settings = settings;
        this.counters = counters;
        this.memory = memory;
        this.inefficientAfter = inefficientAfter;
    }

    /** Whether the round has run into a limit; it stays so until the limit is raised or the next round begins. */
    boolean reached() {
        if (hit == null) {
            hit = isHit(Setting.MAX_TO_CRAWL) ? Setting.MAX_TO_CRAWL
                    : isHit(Setting.MAX_TO_PROCESS) ? Setting.MAX_TO_PROCESS : null;
        }
        return hit != null;
    }

    /** After the settings were changed; true if a limit that was hit is none any more. */
    boolean lifted() {
        boolean lifted = hit != null && !isHit(hit);
        if (lifted) {
            hit = null;
        }
        return lifted;
    }

    boolean hasRoom(int inFlight) {
        return counters.crawlSuccessesThisRound + inFlight < maximum(Setting.MAX_TO_CRAWL);
    }

    boolean admitsCrawl(String url) {
        long most = settings.integer(Setting.MAX_TO_CRAWL_PER_SUBDOMAIN);
        return most < 0 || memory.crawlNumber(url) <= most;
    }

    /** Whoever gets a yes tells the outcome by {@link #completed}. */
    boolean admitsProcess(String url) {
        if (counters.processSuccessesThisRound + processing >= maximum(Setting.MAX_TO_PROCESS)
                || settings.flag(Setting.ONLY_PROCESS_IF_NEW) && memory.wasProcessed(url)) {
            return false;
        }
        long most = settings.integer(Setting.MAX_TO_PROCESS_PER_SUBDOMAIN);
        if (most >= 0 && memory.processNumber(url) > most) {
            return false;
        }
        processing++;
        return true;
    }

    void completed(PageOutcome outcome) {
        counters.add(outcome);
        if (outcome.row().processAttempted()) {
            processing--;
        }
        if (type == JobType.CRAWL) {
            if (outcome.isProcessed()) {
                memory.processed(outcome.row().url());
            }
            unprocessedInARow = outcome.isProcessed() ? 0 : unprocessedInARow + 1;
            halted |= unprocessedInARow >= inefficientAfter;
        }
        reached();
    }

    void resume() {
        halted = false;
        unprocessedInARow = 0;
    }

    void startRound() {
        hit = null;
        resume();
        memory.startRound();
    }

    void restart() {
        processing = 0;
        startRound();
    }

    private boolean isHit(Setting setting) {
        long done = setting == Setting.MAX_TO_CRAWL ? counters.crawlSuccessesThisRound : counters.processSuccessesThisRound;
        return done >= maximum(setting);
    }

    private long maximum(Setting setting) {
        long most = settings.has(setting) ? settings.integer(setting) : -1;
        return most < 0 ? Long.MAX_VALUE : most;
    }
}
