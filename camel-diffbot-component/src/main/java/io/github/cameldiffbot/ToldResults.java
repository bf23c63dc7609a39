/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.NoSuchElementException;
import java.util.function.Consumer;

import io.github.cameldiffbot.data.ResultIterator;

/**
 * Results at whose end somebody wants to hear of it, once; not when they end with an error or are closed before.
 */
final class ToldResults<T> implements ResultIterator<T> {

    private final ResultIterator<T> results;
    private final Consumer<ResultIterator<?>> atEnd;
    private boolean told;

    /**
     * @param atEnd what it throws is an error of the reading
     */
    ToldResults(ResultIterator<T> results, Consumer<ResultIterator<?>> atEnd) {
        this.results = results;
        this.atEnd = atEnd;
    }

    @Override
    public boolean hasNext() {
        boolean more = results.hasNext();
        if (!more && !told) {
            told = true;
            atEnd.accept(results);
        }
        return more;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
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
