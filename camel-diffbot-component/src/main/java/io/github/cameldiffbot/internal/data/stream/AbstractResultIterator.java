/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.stream;

import java.io.IOException;
import java.util.NoSuchElementException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life cycle of a result iterator: opened on the first read; closed at the end, after a failure, at the limit, or
 * by another thread.
 */
public abstract class AbstractResultIterator<T> extends FailureKeepingIterator<T> {

    private static final Logger LOG = LoggerFactory.getLogger(AbstractResultIterator.class);

    private final long maximum;
    private volatile long received;
    private @Nullable T ahead;
    private volatile boolean closed;
    private volatile boolean ended;

    public AbstractResultIterator(long maximum) {
        this.maximum = maximum;
    }

    /**
     * Reads the next result; null at the end.
     */
    public abstract @Nullable T read();

    /**
     * Releases open resources, if any. May be called repeatedly.
     */
    public abstract void release() throws IOException;

    /**
     * Returns whether the maximum number of results is reached.
     */
    final boolean isLimitReached(long count) {
        return maximum > 0 && count >= maximum;
    }

    @Override
    protected final boolean hasMore() {
        if (closed) {
            if (!ended) {
                // returning false would look like the end of the data
                throw new IllegalStateException(
                        "The results were closed before all of them were read. They are available until their exchange ends:"
                                                + " read them in its route, or convert them to a List");
            }
            return false;
        }
        if (ahead == null) {
            try {
                ahead = read();
            } catch (RuntimeException | Error e) {
                close();
                throw e;
            } finally {
                if (closed) {
                    // closed by another thread, possibly before the stream was opened
                    releaseQuietly();
                }
            }
            if (ahead == null) {
                ended = true;
                close();
            }
        }
        return ahead != null;
    }

    @Override
    protected final T take() {
        T result = hasMore() ? ahead : null;
        if (result == null) {
            throw new NoSuchElementException();
        }
        ahead = null;
        long count = received + 1;
        received = count;
        if (isLimitReached(count)) {
            ended = true;
            close();
        }
        return result;
    }

    @Override
    public final long received() {
        return received;
    }

    @Override
    public final void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        releaseQuietly();
    }

    private void releaseQuietly() {
        try {
            release();
        } catch (IOException | RuntimeException e) {
            // the results are not needed any more
            LOG.debug("Could not close the download: {}", e.getClass().getName());
        }
    }
}
