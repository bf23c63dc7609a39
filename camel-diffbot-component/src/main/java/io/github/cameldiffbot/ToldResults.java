/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.NoSuchElementException;
import java.util.function.Consumer;

import io.github.cameldiffbot.data.ResultIterator;

/**
 * Results at whose end somebody wants to hear of it, once; not when they end with an error or are closed before. What
 * is wrong with the results as a whole is thrown in the place of one more result: Camel's split asks whether there is a
 * next one before it hands on the one that it has, and would lose that one.
 */
final class ToldResults<T> implements ResultIterator<T> {

    private final ResultIterator<T> results;
    private final Consumer<ResultIterator<?>> atEnd;
    private final ReadOutcome outcome;
    private boolean told;
    private RuntimeException failure;

    /**
     * @param atEnd what it throws is an error of the results
     */
    ToldResults(ResultIterator<T> results, Consumer<ResultIterator<?>> atEnd, ReadOutcome outcome) {
        this.results = results;
        this.atEnd = atEnd;
        this.outcome = outcome;
    }

    @Override
    public boolean hasNext() {
        boolean more = more();
        if (!more && !told) {
            told = true;
            try {
                atEnd.accept(results);
            } catch (RuntimeException e) {
                outcome.incomplete(e.getMessage());
                failure = e;
            }
        }
        return more || failure != null;
    }

    private boolean more() {
        outcome.reading();
        try {
            return results.hasNext();
        } catch (RuntimeException | Error e) {
            // results that broke off say "no more" to whoever asks again, which is not their end
            told = true;
            outcome.incomplete(e.toString());
            throw e;
        }
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        RuntimeException error = failure;
        if (error != null) {
            failure = null;
            throw error;
        }
        return results.next();
    }

    @Override
    public long received() {
        return results.received();
    }

    @Override
    public long skipped() {
        return results.skipped();
    }

    @Override
    public long leftOut() {
        return results.leftOut();
    }

    @Override
    public void close() {
        results.close();
    }
}
