/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.camel.Exchange;

/**
 * Whether the results that an exchange brought were read completely. All copies of the exchange share one outcome, so
 * that it is known wherever the results were read: in a split, behind <code>seda</code> or in another route.
 * <p>
 * A later step that brings other results sets another outcome on the exchange. Code that decides about the first ones
 * takes the outcome when the exchange begins and keeps it. Safe for use by many threads.
 */
final class ReadOutcome {

    /**
     * The exchange property that holds it.
     */
    static final String PROPERTY = "CamelDiffbotReadOutcome";

    private static final String UNREAD = "the results were not read";
    private static final String READING = "the results were not read to their end";

    // why it is not complete; null when it is
    private final AtomicReference<String> reason = new AtomicReference<>(UNREAD);

    /**
     * The outcome of the results that an exchange brought last, or null when it brought none.
     */
    static ReadOutcome of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, ReadOutcome.class);
    }

    /**
     * Sets a new outcome on an exchange: nothing was read yet.
     */
    static ReadOutcome begin(Exchange exchange) {
        ReadOutcome outcome = new ReadOutcome();
        exchange.setProperty(PROPERTY, outcome);
        return outcome;
    }

    /**
     * Whether all results were read, to an end that was checked, and none is known to be missing or bad.
     */
    boolean isComplete() {
        return reason.get() == null;
    }

    /**
     * Why the results were not read completely, as a clause; null when they were.
     */
    String reason() {
        return reason.get();
    }

    /**
     * Reading began.
     */
    void reading() {
        reason.compareAndSet(UNREAD, READING);
    }

    /**
     * All was read. Ignored when it is known that something is missing.
     */
    void complete() {
        if (!reason.compareAndSet(READING, null)) {
            reason.compareAndSet(UNREAD, null);
        }
    }

    /**
     * Not all was, or will be, read. This is final.
     *
     * @param why a clause, without the token
     */
    void incomplete(String why) {
        reason.set(Objects.requireNonNull(why));
    }

    @Override
    public String toString() {
        String why = reason.get();
        return why == null ? "complete" : "incomplete: " + why;
    }
}
