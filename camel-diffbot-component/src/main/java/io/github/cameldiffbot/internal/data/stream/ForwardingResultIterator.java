/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.stream;

import io.github.cameldiffbot.data.ResultIterator;

/**
 * Results that come from other results. Subclasses override what they change.
 */
public abstract class ForwardingResultIterator<T> extends FailureKeepingIterator<T> {

    /**
     * The results behind these, or null as long as there are none.
     */
    protected abstract ResultIterator<T> source();

    @Override
    protected boolean more() {
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
    public long leftOut() {
        ResultIterator<T> source = source();
        return source == null ? 0 : source.leftOut();
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
