/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.internal.data.stream.ForwardingResultIterator;

/**
 * Calls a counter for each result that is read.
 */
public final class CountingIterator<T> extends ForwardingResultIterator<T> {

    private final ResultIterator<T> results;
    private final Runnable counter;

    public CountingIterator(ResultIterator<T> results, Runnable counter) {
        this.results = results;
        this.counter = counter;
    }

    @Override
    protected ResultIterator<T> source() {
        return results;
    }

    @Override
    protected T take() {
        T next = results.next();
        counter.run();
        return next;
    }
}
