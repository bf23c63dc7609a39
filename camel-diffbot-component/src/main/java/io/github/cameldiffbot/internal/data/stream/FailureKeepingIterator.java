/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.stream;

import java.util.NoSuchElementException;

import io.github.cameldiffbot.data.ResultIterator;

/**
 * Keeps the failure of results: reading on after a failure throws the same exception again, whoever reads. The answer
 * "no more" is given only after the real end.
 */
public abstract class FailureKeepingIterator<T> implements ResultIterator<T> {

    private volatile Throwable failure;

    /**
     * Whether there is another result. Whatever it throws is the failure of the results.
     */
    protected abstract boolean more();

    /**
     * Takes the next result.
     *
     * @throws NoSuchElementException at the end, which is no failure
     */
    protected abstract T take();

    @Override
    public final boolean hasNext() {
        throwFailure();
        try {
            return more();
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
