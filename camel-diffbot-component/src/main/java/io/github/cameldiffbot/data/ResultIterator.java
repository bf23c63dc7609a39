/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.io.Closeable;
import java.util.Iterator;

/**
 * Results as they come in. Nothing is requested before the first call of {@link #hasNext()} or {@link #next()}. The
 * connection is released at the end, on a failure and by {@link #close()}. {@link #hasNext()} is false only after the
 * real end of the data: results that failed throw the same exception again for every later call, and results that were
 * closed early throw an {@link IllegalStateException}.
 * <p>
 * One thread at a time may read, not always the same one. Any thread may close.
 */
public interface ResultIterator<T> extends Iterator<T>, Closeable {

    /**
     * How many results {@link #next()} has returned.
     */
    long received();

    /**
     * How many results were left out because they could not be used.
     */
    long skipped();

    /**
     * How many results were left out because they were not wanted, such as duplicates.
     */
    default long leftOut() {
        return 0;
    }

    /**
     * How many results the server reported but did not give; known at the end, 0 until then and where the server does
     * not report a number.
     */
    default long missing() {
        return 0;
    }

    /**
     * Lets the connection go, cutting it when there is more to come. Closing again does nothing.
     */
    @Override
    void close();
}
