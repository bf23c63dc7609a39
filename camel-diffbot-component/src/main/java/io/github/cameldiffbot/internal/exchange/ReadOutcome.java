/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * What is known about the reading of the results that an exchange brought: whether all were read, and how many. It is
 * in the exchange property <code>CamelDiffbotReadOutcome</code>. All copies of the exchange share it, so that it is
 * known wherever the results were read: in a split, behind <code>enrich</code> or <code>seda</code>, or in another
 * route.
 * <p>
 * A later step that brings other results sets another outcome on the exchange. Code that decides about the first ones
 * takes the outcome when the exchange begins and keeps it. Safe for use by many threads.
 */
public final class ReadOutcome {

    /**
     * The exchange property that holds it.
     */
    public static final String PROPERTY = "CamelDiffbotReadOutcome";

    /**
     * Why results are incomplete that another reader was refused.
     */
    public static final String ASKED_AGAIN
            = "the results were asked for again after they had been read to their end, as by a dead letter channel, and"
              + " could not be read a second time";

    private static final String UNREAD = "the results were not read";
    private static final String READING = "the results were not read to their end";

    private static final AtomicLong NUMBERS = new AtomicLong();

    // a later one has a higher number
    private final long number = NUMBERS.incrementAndGet();
    // why it is not complete; null when it is
    private final AtomicReference<String> reason = new AtomicReference<>(UNREAD);
    // when reading it began, and when that was known last which makes it incomplete, in the order of the numbers
    private volatile long begun;
    private volatile long stopped = number;
    private volatile long received;
    private volatile long skipped;
    private volatile long missing;

    public ReadOutcome() {
    }

    /**
     * A message body that is results.
     */
    public interface Results {

        ReadOutcome outcome();
    }

    /**
     * The outcome of the results that an exchange brought last, or null when it brought none.
     */
    public static ReadOutcome of(Exchange exchange) {
        ReadOutcome known = exchange.getProperty(PROPERTY, ReadOutcome.class);
        ReadOutcome body = exchange.getMessage().getBody() instanceof Results results ? results.outcome() : null;
        return body == null || known != null && known.number > body.number ? known : body;
    }

    /**
     * Begins with an exchange: nothing was read yet.
     */
    public static ReadOutcome begin(Exchange exchange) {
        ReadOutcome outcome = new ReadOutcome();
        // only a copy gives its properties back before it is read. To others it would make each record of a split dearer,
        // which copies the properties
        if (exchange.getProperty(ExchangePropertyKey.CORRELATION_ID) != null) {
            outcome.showIn(exchange);
        }
        return outcome;
    }

    /**
     * Sets it as a property of an exchange, unless that has a later one.
     *
     * @param exchange may be null
     */
    public void showIn(Exchange exchange) {
        if (exchange != null) {
            ReadOutcome other = exchange.getProperty(PROPERTY, ReadOutcome.class);
            if (other == null || other.number < number) {
                exchange.setProperty(PROPERTY, this);
            }
        }
    }

    /**
     * Whether all results were read, to an end that was checked, and none is known to be missing or bad.
     */
    public boolean isComplete() {
        return reason.get() == null;
    }

    /**
     * Whether all results were read by a read that began after another one had come to a stop.
     */
    public boolean isCompleteSince(ReadOutcome other) {
        return isComplete() && begun > other.stopped;
    }

    /**
     * Why the results were not read completely, as a clause; null when they were.
     */
    public String reason() {
        return reason.get();
    }

    /**
     * How many records or rows were read; 0 before the end, and for raw results.
     */
    public long received() {
        return received;
    }

    /**
     * How many bad records were left out because of <code>onBadRecord=skip</code>; 0 before the end.
     */
    public long skipped() {
        return skipped;
    }

    /**
     * How many records fewer there were than the job or the search reports; 0 before the end, and when none is missing.
     */
    public long missing() {
        return missing;
    }

    /**
     * Reading began.
     */
    public void markReading() {
        begun = NUMBERS.incrementAndGet();
        stopped = begun;
        reason.compareAndSet(UNREAD, READING);
    }

    /**
     * The end was reached.
     */
    public void count(long read, long bad, long notThere) {
        received = read;
        skipped = bad;
        missing = notThere;
    }

    /**
     * All was read. Ignored when it is known that something is missing.
     */
    public void markComplete() {
        if (!reason.compareAndSet(READING, null)) {
            reason.compareAndSet(UNREAD, null);
        }
    }

    /**
     * Not all was, or will be, read. This is final.
     *
     * @param why a clause, without the token
     */
    public void markIncomplete(String why) {
        stopped = NUMBERS.incrementAndGet();
        reason.set(Objects.requireNonNull(why));
    }

    @Override
    public String toString() {
        String why = reason.get();
        return why == null ? "complete" : "incomplete: " + why;
    }
}
