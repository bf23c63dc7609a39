/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a poll that can be interrupted when the route stops, because a poll with retries can take minutes.
 */
public final class InterruptiblePoll {

    private static final Logger LOG = LoggerFactory.getLogger(InterruptiblePoll.class);

    private Thread polling;
    private boolean interrupted;

    /**
     * Returns the result of the poll; null if it was interrupted.
     */
    public <T> T call(Supplier<T> poll) {
        synchronized (this) {
            polling = Thread.currentThread();
        }
        try {
            return poll.get();
        } catch (RuntimeException e) {
            if (isInterrupted()) {
                LOG.debug("A poll was interrupted, as its route stops or is suspended", e);
                return null;
            }
            throw e;
        } finally {
            synchronized (this) {
                polling = null;
                if (interrupted) {
                    interrupted = false;
                    // must not affect an exchange that begins now
                    Thread.interrupted();
                }
            }
        }
    }

    public synchronized void interrupt() {
        if (polling != null) {
            interrupted = true;
            polling.interrupt();
        }
    }

    private synchronized boolean isInterrupted() {
        return interrupted;
    }
}
