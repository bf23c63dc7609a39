/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.stream;

import java.util.NoSuchElementException;

import io.github.cameldiffbot.data.ResultIterator;
import org.jspecify.annotations.Nullable;

/**
 * Throws the same exception again on each call after a failure. {@link #hasNext()} returns false only after the real
 * end.
 */
public abstract class FailureKeepingIterator<T> implements ResultIterator<T> {

    private volatile @Nullable Throwable failure;

    /**
     * Returns whether there is another result. Any exception is the failure of the results.
     */
    protected abstract boolean hasMore();

    /**
     * Returns the next result.
     *
     * @throws NoSuchElementException at the end, which is not a failure
     */
    protected abstract T take();

    @Override
    public final boolean hasNext() {
        throwFailure();
        try {
            return hasMore();
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public final T next() {
        throwFailure();
        try {
            return take();
        } catch (NoSuchElementException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        }
    }

    private void throwFailure() {
        Throwable kept = failure;
        if (kept instanceof RuntimeException e) {
            throw e;
        }
        if (kept instanceof Error e) {
            throw e;
        }
    }
}
