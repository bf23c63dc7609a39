/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.util.function.Consumer;

import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.internal.data.stream.ForwardingResultIterator;

/**
 * Calls a listener once at the end of the results, but not after a failure or an early close. An exception of the
 * listener is a failure of the results.
 */
final class EndListenerIterator<T> extends ForwardingResultIterator<T> {

    private final Consumer<ResultIterator<?>> atEnd;
    private boolean ended;

    EndListenerIterator(ResultIterator<T> results, Consumer<ResultIterator<?>> atEnd) {
        super(results);
        this.atEnd = atEnd;
    }

    @Override
    protected boolean hasMore() {
        boolean more = super.hasMore();
        if (!more && !ended) {
            ended = true;
            atEnd.accept(source());
        }
        return more;
    }
}
