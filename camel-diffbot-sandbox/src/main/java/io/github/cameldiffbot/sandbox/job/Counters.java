/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

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

    ObjectNode toJson() {
        return JsonNodeFactory.instance.objectNode().put("objectsFound", objectsFound).put("urlsHarvested", urlsHarvested)
                .put("crawlAttempts", crawlAttempts).put("crawlSuccesses", crawlSuccesses)
                .put("crawlSuccessesThisRound", crawlSuccessesThisRound).put("processAttempts", processAttempts)
                .put("processSuccesses", processSuccesses).put("processSuccessesThisRound", processSuccessesThisRound);
    }

    void read(JsonNode node) {
        objectsFound = node.path("objectsFound").asLong();
        urlsHarvested = node.path("urlsHarvested").asLong();
        crawlAttempts = node.path("crawlAttempts").asLong();
        crawlSuccesses = node.path("crawlSuccesses").asLong();
        crawlSuccessesThisRound = node.path("crawlSuccessesThisRound").asLong();
        processAttempts = node.path("processAttempts").asLong();
        processSuccesses = node.path("processSuccesses").asLong();
        processSuccessesThisRound = node.path("processSuccessesThisRound").asLong();
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
