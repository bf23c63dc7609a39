/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.stream;

import java.util.NoSuchElementException;
import java.util.Objects;

import io.github.cameldiffbot.data.ResultIterator;
import org.jspecify.annotations.Nullable;

/**
 * Forwards to other results. Subclasses override the methods that they change.
 */
public abstract class ForwardingResultIterator<T> extends FailureKeepingIterator<T> implements DerivedResults<T> {

    private volatile @Nullable ResultIterator<T> source;

    /**
     * @param source the results to forward to; null if a subclass sets them before their first use
     */
    protected ForwardingResultIterator(@Nullable ResultIterator<T> source) {
        this.source = source;
    }

    /**
     * Returns the results, which must be set.
     */
    protected final ResultIterator<T> source() {
        return Objects.requireNonNull(source);
    }

    protected final void setSource(ResultIterator<T> newSource) {
        source = newSource;
    }

    @Override
    protected boolean hasMore() {
        return source().hasNext();
    }

    @Override
    protected T take() {
        if (!hasMore()) {
            throw new NoSuchElementException();
        }
        return source().next();
    }

    @Override
    public final @Nullable ResultIterator<T> origin() {
        return source;
    }
}
