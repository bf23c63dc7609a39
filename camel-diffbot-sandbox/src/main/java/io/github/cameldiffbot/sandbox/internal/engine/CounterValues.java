/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

/** The counters of a job at one moment. */
public record CounterValues(long objectsFound, long urlsHarvested, long crawlAttempts, long crawlSuccesses,
        long crawlSuccessesThisRound, long processAttempts, long processSuccesses, long processSuccessesThisRound) {

    static final CounterValues ZERO = new CounterValues(0, 0, 0, 0, 0, 0, 0, 0);

    /** Returns the counters after a number of pages that gave one record each. */
    static CounterValues allSuccessful(long pages) {
        return new CounterValues(pages, 0, pages, pages, pages, pages, pages, pages);
    }

    CounterValues plus(PageOutcome outcome) {
        int crawled = outcome.isCrawled() ? 1 : 0;
        int processed = outcome.isProcessed() ? 1 : 0;
        return new CounterValues(
                objectsFound + outcome.records().size(), urlsHarvested + outcome.harvested(), crawlAttempts + 1,
                crawlSuccesses + crawled, crawlSuccessesThisRound + crawled,
                processAttempts + (outcome.row().processAttempted() ? 1 : 0), processSuccesses + processed,
                processSuccessesThisRound + processed);
    }

    CounterValues startRound() {
        return new CounterValues(
                objectsFound, urlsHarvested, crawlAttempts, crawlSuccesses, 0, processAttempts, processSuccesses, 0);
    }
}
