/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A poll that a route can interrupt when it stops: with retries a poll can take minutes.
 */
public final class InterruptiblePoll {

    private static final Logger LOG = LoggerFactory.getLogger(InterruptiblePoll.class);

    private Thread polling;
    private boolean interrupted;

    /**
     * What the poll finds, or null when it was interrupted.
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
                    // an exchange that is begun now must not be affected
                    Thread.interrupted();
                }
            }
        }
    }

    /**
     * Interrupts the poll, if there is one at the moment.
     */
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
