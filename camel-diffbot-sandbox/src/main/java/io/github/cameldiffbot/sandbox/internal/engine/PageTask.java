/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

import java.time.Instant;

import io.github.cameldiffbot.sandbox.internal.account.Ledger;
import io.github.cameldiffbot.sandbox.internal.frontier.WorkItem;
import org.jspecify.annotations.Nullable;

/**
 * A page that was taken from a job, with the access that a crawler has to the job. After a restart of the job, pages
 * taken before are ignored: {@link #complete} does nothing, and no page is a duplicate.
 */
public final class PageTask {

    private final Job job;
    private final WorkItem item;
    private final JobRun run;
    private Ledger.@Nullable Reservation reservation;
    private PageOutcome.Trace trace = PageOutcome.Trace.NONE;

    PageTask(Job job, JobRun run, WorkItem item) {
        this.job = job;
        this.item = item;
        this.run = run;
    }

    public WorkItem item() {
        return item;
    }

    public String jobName() {
        return job.name();
    }

    public String token() {
        return job.token();
    }

    /** Returns the current crawl rules of the job. */
    public CrawlRules rules() {
        return job.rules();
    }

    /** Returns the number of the current round, from 0. */
    public int round() {
        return job.round();
    }

    /**
     * Reserves a slot for the page at its host.
     *
     * @return false if the page must wait; the job keeps it and hands it out again later
     */
    public boolean reserveSlot(long delayMillis, long nowMillis) {
        return job.reserveSlot(run, item, delayMillis, nowMillis);
    }

    /**
     * Marks a URL as visited.
     *
     * @return false if the URL was visited before in this round
     */
    public boolean visit(String url) {
        trace = new PageOutcome.Trace(url, trace.contentHash());
        return job.visit(run, url);
    }

    /** Returns the id of the first document with this content in this round, or 0 if this document is the first. */
    public long duplicateOf(long contentHash, long docId) {
        trace = new PageOutcome.Trace(trace.visited(), contentHash);
        return job.duplicateOf(run, contentHash, docId);
    }

    /** Returns whether the limits allow to process the page. If they do, {@link #complete} must be called. */
    public boolean tryProcess() {
        return job.tryProcess(run, item.url());
    }

    /** Reserves the credits of the page, and returns whether the account has enough. */
    public boolean tryReserve(boolean proxy, Instant now) {
        reservation = job.ledger().reserve(job.token(), proxy, now);
        return reservation != null;
    }

    /** Reports the outcome to the job. */
    public void complete(PageOutcome outcome) {
        try {
            job.complete(run, item, outcome.with(trace), reservation);
        } finally {
            if (reservation != null) {
                reservation.release();
            }
        }
    }
}
