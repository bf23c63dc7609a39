/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.jspecify.annotations.Nullable;

/**
 * The state of reading the results of an exchange: whether all were read, and how many. It is the exchange property
 * {@code CamelDiffbotReadOutcome}. All copies of the exchange share it, so that it is correct wherever the results are
 * read: in a split, after {@code enrich} or {@code seda}, or in another route.
 * <p>
 * A later step with other results sets another outcome on the exchange. Code that needs the outcome of the first
 * results must keep it from the beginning of the exchange. Thread-safe.
 */
public final class ReadOutcome {

    /**
     * The exchange property of the outcome.
     */
    public static final String PROPERTY = "CamelDiffbotReadOutcome";

    /**
     * The reason after a second reader was refused.
     */
    public static final String ASKED_AGAIN
            = "the results were read again after their end, as by a dead letter channel, and"
              + " could not be read a second time";

    private static final String UNREAD = "the results were not read";
    private static final String READING = "the results were not read to their end";

    private static final AtomicLong NUMBERS = new AtomicLong();

    // a later one has a higher number
    private final long number = NUMBERS.incrementAndGet();
    // the reason why the results are incomplete; null if they are complete
    private final AtomicReference<String> reason = new AtomicReference<>(UNREAD);
    // the number of the first read, and of the last event that makes it incomplete
    private volatile long begun;
    private volatile long stopped = number;
    private volatile long received;
    private volatile long skipped;
    private volatile long missing;

    public ReadOutcome() {
    }

    /**
     * A message body with results.
     */
    public interface Results {

        ReadOutcome outcome();
    }

    /**
     * Returns the outcome of the last results of an exchange; null if it had none.
     */
    public static @Nullable ReadOutcome of(Exchange exchange) {
        ReadOutcome known = exchange.getProperty(PROPERTY, ReadOutcome.class);
        ReadOutcome body = exchange.getMessage().getBody() instanceof Results results ? results.outcome() : null;
        return body == null || known != null && known.number > body.number ? known : body;
    }

    /**
     * Starts an outcome on an exchange. Nothing was read yet.
     */
    public static ReadOutcome begin(Exchange exchange) {
        ReadOutcome outcome = new ReadOutcome();
        // only a copy returns its properties before it is read. For others it would slow down each record of a split,
        // which copies the properties
        if (exchange.getProperty(ExchangePropertyKey.CORRELATION_ID) != null) {
            outcome.showIn(exchange);
        }
        return outcome;
    }

    /**
     * Sets the outcome as a property of an exchange, unless the exchange has a later one.
     *
     * @param exchange may be null
     */
    public void showIn(@Nullable Exchange exchange) {
        if (exchange != null) {
            ReadOutcome other = exchange.getProperty(PROPERTY, ReadOutcome.class);
            if (other == null || other.number < number) {
                exchange.setProperty(PROPERTY, this);
            }
        }
    }

    /**
     * Returns whether all results were read to a verified end and none is missing or bad.
     */
    public boolean isComplete() {
        return reason.get() == null;
    }

    /**
     * Returns whether all results were read by a read that began after the other one stopped.
     */
    public boolean isCompleteSince(ReadOutcome other) {
        return isComplete() && begun > other.stopped;
    }

    /**
     * Returns the reason why the results are incomplete, as a clause; null if they are complete.
     */
    public @Nullable String reason() {
        return reason.get();
    }

    /**
     * Returns the number of records or rows read; 0 before the end and for raw results.
     */
    public long received() {
        return received;
    }

    /**
     * Returns the number of bad records skipped by {@code onBadRecord=skip}; 0 before the end.
     */
    public long skipped() {
        return skipped;
    }

    /**
     * Returns the number of missing records compared with the number that the job or search reports; 0 before the end.
     */
    public long missing() {
        return missing;
    }

    public void markReading() {
        begun = NUMBERS.incrementAndGet();
        stopped = begun;
        reason.compareAndSet(UNREAD, READING);
    }

    /**
     * Records the totals at the end.
     */
    public void count(long read, long bad, long notThere) {
        received = read;
        skipped = bad;
        missing = notThere;
    }

    /**
     * Marks the results as complete. Ignored after they were marked as incomplete.
     */
    public void markComplete() {
        markComplete(CamelClasses.missing());
    }

    /**
     * @param missing the classes of Camel without which the end of results is uncertain
     */
    void markComplete(List<String> missing) {
        if (!missing.isEmpty()) {
            markIncomplete("this version of Camel is unknown to the component, which cannot see whether they were read");
            return;
        }
        if (!reason.compareAndSet(READING, null)) {
            reason.compareAndSet(UNREAD, null);
        }
    }

    /**
     * Marks the results as incomplete. This is final.
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
