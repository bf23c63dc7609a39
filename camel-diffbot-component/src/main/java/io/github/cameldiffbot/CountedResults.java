/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import io.github.cameldiffbot.data.ForwardingResultIterator;
import io.github.cameldiffbot.data.ResultIterator;

/**
 * Results that call a counter for each of them that is read.
 */
final class CountedResults<T> extends ForwardingResultIterator<T> {

    private final ResultIterator<T> results;
    private final Runnable counter;

    CountedResults(ResultIterator<T> results, Runnable counter) {
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
