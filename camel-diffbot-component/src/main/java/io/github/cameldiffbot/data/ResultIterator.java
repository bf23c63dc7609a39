/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.io.Closeable;
import java.util.Iterator;

/**
 * An iterator that streams results. The request is sent by the first call of {@link #hasNext()} or {@link #next()}. The
 * connection is released at the end, after a failure and by {@link #close()}. {@link #hasNext()} returns false only
 * after the real end of the data: after a failure every later call throws the same exception, and after an early close
 * it throws an {@link IllegalStateException}.
 * <p>
 * One thread at a time may read; it may be a different one for each call. Any thread may close.
 */
public interface ResultIterator<T> extends Iterator<T>, Closeable {

    /**
     * Returns the number of results returned by {@link #next()}.
     */
    long received();

    /**
     * Returns the number of results skipped because they could not be used.
     */
    long skipped();

    /**
     * Returns the number of results removed by filters, such as duplicates. The default is 0.
     */
    default long filtered() {
        return 0;
    }

    /**
     * Returns the number of results that the server reported but did not send. It is known at the end; 0 before, and if
     * the server reports no number.
     */
    default long missing() {
        return 0;
    }

    /**
     * Releases the connection, aborting the download if it has not ended. Closing again has no effect.
     */
    @Override
    void close();
}
