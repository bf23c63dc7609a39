/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

/** What a job counts. Guarded by the job. */
final class Counters {

    long objectsFound;
    long urlsHarvested;
    long crawlAttempts;
    long crawlSuccesses;
    long crawlSuccessesThisRound;
    long processAttempts;
    long processSuccesses;
    long processSuccessesThisRound;

    /** As if so many pages had been crawled and processed, with one record each. */
    void allDone(long pages) {
        objectsFound = pages;
        crawlAttempts = pages;
        crawlSuccesses = pages;
        crawlSuccessesThisRound = pages;
        processAttempts = pages;
        processSuccesses = pages;
        processSuccessesThisRound = pages;
    }

    void add(PageOutcome outcome) {
        crawlAttempts++;
        if (outcome.isCrawled()) {
            crawlSuccesses++;
            crawlSuccessesThisRound++;
        }
        if (outcome.row().processAttempted()) {
            processAttempts++;
        }
        if (outcome.isProcessed()) {
            processSuccesses++;
            processSuccessesThisRound++;
        }
        objectsFound += outcome.records().size();
        urlsHarvested += outcome.harvested();
    }

    void startRound() {
        crawlSuccessesThisRound = 0;
        processSuccessesThisRound = 0;
    }

    void clear() {
        objectsFound = 0;
        urlsHarvested = 0;
        crawlAttempts = 0;
        crawlSuccesses = 0;
        processAttempts = 0;
        processSuccesses = 0;
        startRound();
    }
}
