/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.stream;

import java.io.IOException;
import java.util.NoSuchElementException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a result iterator: opened when first asked, closed at the end, on a failure, at the limit, or from
 * outside.
 */
public abstract class AbstractResultIterator<T> extends FailureKeepingIterator<T> {

    private static final Logger LOG = LoggerFactory.getLogger(AbstractResultIterator.class);

    private final long maximum;
    private volatile long received;
    private T ahead;
    private volatile boolean closed;
    private volatile boolean ended;

    public AbstractResultIterator(long maximum) {
        this.maximum = maximum;
    }

    /**
     * The next result, or null at the end.
     */
    public abstract T read();

    /**
     * Lets go of what was opened, if anything was; may be called again.
     */
    public abstract void release() throws IOException;

    /**
     * Whether this many results are all that is wanted.
     */
    final boolean isEnough(long count) {
        return maximum > 0 && count >= maximum;
    }

    @Override
    protected final boolean more() {
        if (closed) {
            if (!ended) {
                // an end here would look like all there was
                throw new IllegalStateException(
                        "The results were closed before all of them were read. They last as long as the exchange that"
                                                + " brought them: read them in its route, or ask for a List");
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
                    // closed from outside, perhaps before the stream was there
                    letGo();
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
        if (!more()) {
            throw new NoSuchElementException();
        }
        T result = ahead;
        ahead = null;
        long count = received + 1;
        received = count;
        if (isEnough(count)) {
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
        letGo();
    }

    private void letGo() {
        try {
            release();
        } catch (IOException | RuntimeException e) {
            // nothing more is wanted from it
            LOG.debug("Could not close the download: {}", e.getClass().getName());
        }
    }
}
