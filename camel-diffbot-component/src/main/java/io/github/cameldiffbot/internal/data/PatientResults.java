/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data;

import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import io.github.cameldiffbot.internal.data.stream.ForwardingResultIterator;

/**
 * Results of a job of which it is known that there are some: for a while after its end Diffbot can say that there are
 * none, or even that there is no such job. The first result is the sign that they are there, so nothing is read twice.
 */
public final class PatientResults<T> extends ForwardingResultIterator<T> {

    private static final int NOT_FOUND = 404;

    /**
     * Asks again until an answer is good enough.
     */
    public interface Patience {

        /**
         * @return the last answer, good enough or not
         */
        boolean ask(Supplier<Boolean> question, Predicate<Boolean> goodEnough);
    }

    /**
     * What to do about a job without results.
     */
    public interface Nothing {

        /**
         * @param  reason           what the last answer was, or null if it was an empty result
         * @throws RuntimeException when that cannot be right
         */
        void accept(DiffbotException reason);
    }

    private final Supplier<ResultIterator<T>> reading;
    private final Patience patience;
    private final Nothing nothing;
    private volatile ResultIterator<T> current;
    private volatile boolean closed;
    private DiffbotException reason;

    /**
     * @param reading begins to read, again and again
     */
    public PatientResults(Supplier<ResultIterator<T>> reading, Patience patience, Nothing nothing) {
        this.reading = reading;
        this.patience = patience;
        this.nothing = nothing;
    }

    /**
     * Results that are asked for only once.
     */
    public static <T> ResultIterator<T> once(Supplier<ResultIterator<T>> reading) {
        return new PatientResults<>(reading, (question, goodEnough) -> question.get(), reason -> {
        });
    }

    @Override
    protected ResultIterator<T> source() {
        return current;
    }

    @Override
    protected boolean more() {
        if (current == null && !patience.ask(this::isSomethingThere, Boolean::booleanValue)) {
            nothing.accept(reason);
            if (reason != null) {
                throw reason;
            }
        }
        return current.hasNext();
    }

    private boolean isSomethingThere() {
        ResultIterator<T> results = reading.get();
        current = results;
        if (closed) {
            // nobody wants them any more, and who reads them nevertheless is told so by them
            results.close();
            return true;
        }
        reason = null;
        try {
            return results.hasNext() || results.skipped() + results.leftOut() > 0;
        } catch (DiffbotException e) {
            boolean blank = e instanceof DiffbotTruncatedDataException && results instanceof RecordIterator records
                    && records.isBlank();
            if (!blank && !isNotThereYet(e)) {
                throw e;
            }
            reason = e;
        }
        return false;
    }

    /**
     * Whether an answer says that there is no such thing.
     */
    public static boolean isNotThereYet(DiffbotException e) {
        return e instanceof DiffbotNoSuchJobException || e.getHttpResponseCode() == NOT_FOUND;
    }

    @Override
    protected T take() {
        if (!more()) {
            throw new NoSuchElementException();
        }
        return current.next();
    }

    @Override
    public void close() {
        closed = true;
        super.close();
    }
}
