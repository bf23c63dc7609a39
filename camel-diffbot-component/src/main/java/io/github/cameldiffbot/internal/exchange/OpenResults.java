/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The results of one operation: their body, how far they were read, and what is closed and done at their end.
 * Thread-safe.
 */
public final class OpenResults {

    private static final Logger LOG = LoggerFactory.getLogger(OpenResults.class);

    private final List<Closeable> resources = new ArrayList<>(3);
    private final List<Consumer<Exchange>> completions = new ArrayList<>(1);
    private volatile Object body;
    private volatile LongSupplier progress = () -> 0;
    private volatile ReadOutcome outcome;
    private volatile boolean repeatable;

    OpenResults() {
    }

    /**
     * Closes something at the end.
     */
    public synchronized void closeAtEnd(Closeable resource) {
        resources.add(resource);
    }

    /**
     * Does something at the end.
     *
     * @param completion is given the exchange that ended last, or null when it is not known or an earlier one had
     *                   failed
     */
    public synchronized void atEnd(Consumer<Exchange> completion) {
        completions.add(completion);
    }

    /**
     * Says what the results are as a message body, and how to see that they are read.
     */
    public void bodyIs(Object results, LongSupplier readSoFar) {
        body = results;
        progress = readSoFar;
    }

    /**
     * Says what is known about the reading of the results.
     */
    public void outcomeIs(ReadOutcome readOutcome) {
        outcome = readOutcome;
    }

    public ReadOutcome outcome() {
        return outcome;
    }

    /**
     * Says that results that were read can be read again.
     */
    public void canBeReadAgain() {
        repeatable = true;
    }

    /**
     * Whether a copy that is made now may read the results.
     */
    boolean isReadableByCopies() {
        return repeatable || progress() == 0;
    }

    long progress() {
        return progress.getAsLong();
    }

    boolean isBodyOf(Exchange exchange) {
        Object last = exchange.getMessage().getBody();
        return last != null && (last == body || last instanceof JsonArrayStream json && json.results() == body
                || repeatable && last instanceof ReadOutcome.Results copy && copy.outcome() == outcome);
    }

    /**
     * Sets what is known about the reading as a property of an exchange.
     *
     * @param exchange may be null
     */
    void showIn(Exchange exchange) {
        ReadOutcome known = outcome;
        if (known != null) {
            known.showIn(exchange);
        }
    }

    /**
     * Whether the end has nothing to do but to close.
     */
    synchronized boolean isJustClosing() {
        return completions.isEmpty();
    }

    void close() {
        List<Closeable> open;
        synchronized (this) {
            open = List.copyOf(resources);
            resources.clear();
        }
        for (Closeable resource : open) {
            try {
                resource.close();
            } catch (IOException e) {
                LOG.debug("Could not close a download; its connection is not used again", e);
            }
        }
    }

    /**
     * Runs what waits for the end.
     *
     * @param done the exchange that ended last, or null
     */
    void complete(Exchange done) {
        List<Consumer<Exchange>> last;
        synchronized (this) {
            body = null;
            last = List.copyOf(completions);
            completions.clear();
        }
        last.forEach(completion -> completion.accept(done));
    }
}
