/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A look at the jobs that a route can interrupt when it stops: with retries a look can take minutes.
 */
final class InterruptibleLook {

    private static final Logger LOG = LoggerFactory.getLogger(InterruptibleLook.class);

    private Thread looking;
    private boolean interrupted;

    /**
     * What the look finds, or null when it was interrupted.
     */
    <T> T take(Supplier<T> look) {
        synchronized (this) {
            looking = Thread.currentThread();
        }
        try {
            return look.get();
        } catch (RuntimeException e) {
            if (isInterrupted()) {
                LOG.debug("A poll was interrupted, as its route stops or is suspended", e);
                return null;
            }
            throw e;
        } finally {
            synchronized (this) {
                looking = null;
                if (interrupted) {
                    interrupted = false;
                    // an exchange that is begun now must not be affected
                    Thread.interrupted();
                }
            }
        }
    }

    /**
     * Interrupts the look, if there is one at the moment.
     */
    synchronized void interrupt() {
        if (looking != null) {
            interrupted = true;
            looking.interrupt();
        }
    }

    private synchronized boolean isInterrupted() {
        return interrupted;
    }
}
