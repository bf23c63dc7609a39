/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

import io.github.cameldiffbot.sandbox.internal.frontier.SubdomainPages;
import io.github.cameldiffbot.sandbox.internal.url.Urls;
import org.jspecify.annotations.Nullable;

/**
 * Counts the pages and records of a job, and applies its limits: pages to crawl and to process per round, in total and
 * per subdomain. Guarded by the job.
 */
final class Limits {

    private final JobType type;
    private final JobSettings settings;
    private final CrawlHistory history;
    private final int inefficientAfter;
    private CounterValues counters = CounterValues.ZERO;
    private @Nullable Setting reached;
    private boolean halted;
    private final SubdomainPages processing = new SubdomainPages();
    private long consecutiveUnprocessed;

    Limits(JobType type, JobSettings settings, CrawlHistory history, int inefficientAfter) {
        this.type = type;
        this.settings = settings;
        this.history = history;
        this.inefficientAfter = inefficientAfter;
    }

    CounterValues counters() {
        return counters;
    }

    void setCounters(CounterValues given) {
        counters = given;
    }

    /** Returns the limit that the round has reached, or null. */
    @Nullable
    Setting reached() {
        return reached;
    }

    /** Returns whether the crawl was halted because too many consecutive pages were downloaded and not processed. */
    boolean isHalted() {
        return halted;
    }

    /** Checks the limits. A limit stays reached until it is raised or the next round starts. */
    boolean check() {
        if (reached == null) {
            reached = exceeds(Setting.MAX_TO_CRAWL) ? Setting.MAX_TO_CRAWL
                    : exceeds(Setting.MAX_TO_PROCESS) ? Setting.MAX_TO_PROCESS : null;
        }
        return reached != null;
    }

    /** Clears the reached limit if a change of the settings has raised it, and returns whether it did. */
    boolean clearIfRaised() {
        boolean raised = reached != null && !exceeds(reached);
        if (raised) {
            reached = null;
        }
        return raised;
    }

    /** Returns whether one more page may be fetched while others are in flight. */
    boolean admitsPage(int inFlight) {
        return counters.crawlSuccessesThisRound() + inFlight < maximum(Setting.MAX_TO_CRAWL);
    }

    /**
     * Returns how many more pages of a subdomain may be crawled in this round.
     *
     * @param inFlight number of its pages that are being crawled
     */
    long leftToCrawl(String subdomain, int inFlight) {
        return left(Setting.MAX_TO_CRAWL_PER_SUBDOMAIN, history.crawled(subdomain) + inFlight);
    }

    /** Returns whether a page may be processed. If it may, {@link #complete} must be called. */
    boolean tryProcess(String url) {
        if (counters.processSuccessesThisRound() + processing.size() >= maximum(Setting.MAX_TO_PROCESS)
                || settings.flag(Setting.ONLY_PROCESS_IF_NEW) && history.wasProcessed(url)) {
            return false;
        }
        String subdomain = Urls.authority(url);
        if (left(Setting.MAX_TO_PROCESS_PER_SUBDOMAIN, history.processed(subdomain) + processing.of(subdomain)) <= 0) {
            return false;
        }
        processing.add(subdomain);
        return true;
    }

    void complete(PageOutcome outcome) {
        counters = counters.plus(outcome);
        if (outcome.row().processAttempted()) {
            processing.remove(Urls.authority(outcome.row().url()));
        }
        if (type == JobType.CRAWL) {
            history.count(outcome);
            if (outcome.isProcessed()) {
                history.addProcessed(outcome.row().url());
            }
            if (outcome.isCrawled()) {
                consecutiveUnprocessed = outcome.isProcessed() ? 0 : consecutiveUnprocessed + 1;
            }
            halted |= consecutiveUnprocessed >= inefficientAfter;
        }
        check();
    }

    /** Ends the halt of an inefficient crawl. */
    void resume() {
        halted = false;
        consecutiveUnprocessed = 0;
    }

    void startRound() {
        reached = null;
        resume();
        history.startRound();
    }

    JobState.LimitState state() {
        return new JobState.LimitState(reached, halted, consecutiveUnprocessed);
    }

    void restore(JobState.LimitState state) {
        reached = state.reached();
        halted = state.halted();
        consecutiveUnprocessed = state.unprocessed();
    }

    private boolean exceeds(Setting limit) {
        return (limit == Setting.MAX_TO_CRAWL ? counters.crawlSuccessesThisRound() : counters.processSuccessesThisRound())
               >= maximum(limit);
    }

    private long left(Setting limit, int used) {
        long max = settings.integer(limit);
        return max < 0 ? Long.MAX_VALUE : max - used;
    }

    private long maximum(Setting setting) {
        long max = settings.has(setting) ? settings.integer(setting) : -1;
        return max < 0 ? Long.MAX_VALUE : max;
    }
}
