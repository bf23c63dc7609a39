/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The results of one operation: their body, the progress of reading, and the actions at their end. What is added after
 * the end is closed or run immediately: another thread may end the results while a download is being opened.
 * Thread-safe.
 */
public final class OpenResults {

    private static final Logger LOG = LoggerFactory.getLogger(OpenResults.class);

    private final List<Closeable> resources = new ArrayList<>(3);
    private final List<Consumer<@Nullable Exchange>> completions = new ArrayList<>(1);
    private boolean closed;
    private boolean completed;
    // weak: only its readers keep it, so that it is gone when nobody can read any more
    private volatile Reference<Object> body = new WeakReference<>(null);
    private volatile LongSupplier progress = () -> 0;
    private final ReadOutcome outcome;
    private volatile boolean repeatable;

    OpenResults(ReadOutcome outcome) {
        this.outcome = outcome;
    }

    public void closeAtEnd(Closeable resource) {
        synchronized (this) {
            if (!closed) {
                resources.add(resource);
                return;
            }
        }
        close(resource);
    }

    /**
     * Runs an action at the end.
     *
     * @param completion receives the exchange that ended last, or null if it is unknown or an earlier one failed
     */
    public void atEnd(Consumer<@Nullable Exchange> completion) {
        synchronized (this) {
            if (!completed) {
                completions.add(completion);
                return;
            }
        }
        completion.accept(null);
    }

    /**
     * Sets the results as the body of a message, and the number of results read so far.
     *
     * @param results   no resource may refer to it
     * @param readSoFar must not refer to it
     */
    public void setBody(Message message, Object results, LongSupplier readSoFar) {
        message.setBody(results);
        body = new WeakReference<>(results);
        progress = readSoFar;
    }

    public ReadOutcome outcome() {
        return outcome;
    }

    /**
     * Marks the results as repeatable: they can be read again.
     */
    public void canBeReadAgain() {
        repeatable = true;
    }

    /**
     * Returns whether a copy that is created now may read the results.
     */
    boolean isReadableByCopies() {
        return repeatable || progress() == 0;
    }

    long progress() {
        return progress.getAsLong();
    }

    /**
     * Returns whether an application can still read the results.
     */
    boolean isReachable() {
        return body.get() != null;
    }

    boolean isBodyOf(Exchange exchange) {
        Object last = exchange.getMessage().getBody();
        Object known = body.get();
        return last != null && (last == known || last instanceof JsonStream json && json.results() == known
                || repeatable && last instanceof ReadOutcome.Results copy && copy.outcome() == outcome);
    }

    /**
     * Sets the outcome as a property of an exchange.
     *
     * @param exchange may be null
     */
    void showIn(@Nullable Exchange exchange) {
        outcome.showIn(exchange);
    }

    /**
     * Returns whether the end only closes resources.
     */
    synchronized boolean isJustClosing() {
        return completions.isEmpty();
    }

    void close() {
        List<Closeable> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(resources);
            resources.clear();
        }
        open.forEach(OpenResults::close);
    }

    private static void close(Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            LOG.debug("Could not close a download; its connection is not used again", e);
        }
    }

    /**
     * Closes the resources and runs the actions.
     *
     * @param done the exchange that ended last, or null
     */
    void complete(@Nullable Exchange done) {
        List<Consumer<@Nullable Exchange>> last;
        synchronized (this) {
            completed = true;
            body = new WeakReference<>(null);
            last = List.copyOf(completions);
            completions.clear();
        }
        last.forEach(completion -> completion.accept(done));
    }
}
