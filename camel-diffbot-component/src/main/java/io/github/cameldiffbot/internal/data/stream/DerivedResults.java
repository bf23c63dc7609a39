/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.stream;

import java.util.function.ToLongFunction;

import io.github.cameldiffbot.data.ResultIterator;
import org.jspecify.annotations.Nullable;

/**
 * Results that are made from others: they have the counts of these, and close them.
 */
public interface DerivedResults<T> extends ResultIterator<T> {

    /**
     * Returns the results from which these are made; null before there are any.
     */
    @Nullable
    ResultIterator<?> origin();

    private long count(ToLongFunction<ResultIterator<?>> counter) {
        ResultIterator<?> origin = origin();
        return origin == null ? 0 : counter.applyAsLong(origin);
    }

    @Override
    default long received() {
        return count(ResultIterator::received);
    }

    @Override
    default long skipped() {
        return count(ResultIterator::skipped);
    }

    @Override
    default long filtered() {
        return count(ResultIterator::filtered);
    }

    @Override
    default long missing() {
        return count(ResultIterator::missing);
    }

    @Override
    default void close() {
        ResultIterator<?> origin = origin();
        if (origin != null) {
            origin.close();
        }
    }
}
