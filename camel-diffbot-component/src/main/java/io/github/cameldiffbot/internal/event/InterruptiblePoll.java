/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.util.function.Supplier;

import io.github.cameldiffbot.internal.client.http.RequestsInProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a poll that can be interrupted when the route stops: the response may be late, and retries can take minutes.
 */
public final class InterruptiblePoll {

    private static final Logger LOG = LoggerFactory.getLogger(InterruptiblePoll.class);

    private Thread polling;
    private RequestsInProgress requests;
    private boolean interrupted;

    /**
     * Returns the result of the poll; null if it was interrupted.
     *
     * @param requests has the request that an interrupt aborts
     */
    public <T> T call(RequestsInProgress requests, Supplier<T> poll) {
        synchronized (this) {
            this.requests = requests;
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
                    requests.end();
                    Thread.interrupted();
                }
            }
        }
    }

    public synchronized void interrupt() {
        if (polling != null) {
            interrupted = true;
            polling.interrupt();
            requests.abort(polling);
        }
    }

    private synchronized boolean isInterrupted() {
        return interrupted;
    }
}
