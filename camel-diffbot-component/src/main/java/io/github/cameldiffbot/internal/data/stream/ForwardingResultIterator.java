/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.stream;

import io.github.cameldiffbot.data.ResultIterator;

/**
 * Forwards to other results. Subclasses override the methods that they change.
 */
public abstract class ForwardingResultIterator<T> extends FailureKeepingIterator<T> {

    /**
     * Returns the results to forward to; null before they exist.
     */
    protected abstract ResultIterator<T> source();

    @Override
    protected boolean hasMore() {
        return source().hasNext();
    }

    @Override
    protected T take() {
        return source().next();
    }

    @Override
    public long received() {
        ResultIterator<T> source = source();
        return source == null ? 0 : source.received();
    }

    @Override
    public long skipped() {
        ResultIterator<T> source = source();
        return source == null ? 0 : source.skipped();
    }

    @Override
    public long filtered() {
        ResultIterator<T> source = source();
        return source == null ? 0 : source.filtered();
    }

    @Override
    public long missing() {
        ResultIterator<T> source = source();
        return source == null ? 0 : source.missing();
    }

    @Override
    public void close() {
        ResultIterator<T> source = source();
        if (source != null) {
            source.close();
        }
    }
}
