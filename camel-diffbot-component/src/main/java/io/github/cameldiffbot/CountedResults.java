/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import io.github.cameldiffbot.data.ResultIterator;

/**
 * Results that tell somebody of each of them that is read.
 */
final class CountedResults<T> implements ResultIterator<T> {

    private final ResultIterator<T> results;
    private final Runnable counter;

    CountedResults(ResultIterator<T> results, Runnable counter) {
        this.results = results;
        this.counter = counter;
    }

    @Override
    public boolean hasNext() {
        return results.hasNext();
    }

    @Override
    public T next() {
        T next = results.next();
        counter.run();
        return next;
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
