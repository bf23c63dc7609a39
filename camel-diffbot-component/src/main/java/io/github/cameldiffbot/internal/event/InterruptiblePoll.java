/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.util.function.Supplier;

import io.github.cameldiffbot.internal.client.http.RequestsInProgress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs polls that can be interrupted when the route stops: the response may be late, and retries can take minutes.
 */
public final class InterruptiblePoll {

    private static final Logger LOG = LoggerFactory.getLogger(InterruptiblePoll.class);

    private @Nullable Run last;

    /**
     * A poll in a thread.
     */
    private static final class Run {

        private final Thread thread = Thread.currentThread();
        private final RequestsInProgress requests;
        private boolean interrupted;
        private boolean ended;

        Run(RequestsInProgress requests) {
            this.requests = requests;
        }
    }

    /**
     * Returns the result of the poll; null if it was interrupted, even if it succeeded.
     *
     * @param requests has the request that an interrupt aborts
     */
    public <T> @Nullable T call(RequestsInProgress requests, Supplier<T> poll) {
        Run run = begin(requests);
        T result;
        try {
            result = poll.get();
        } catch (RuntimeException e) {
            if (end(run)) {
                LOG.debug("A poll was interrupted, as its route stops or is suspended", e);
                return null;
            }
            throw e;
        } catch (Error e) {
            end(run);
            throw e;
        }
        return end(run) ? null : result;
    }

    private synchronized Run begin(RequestsInProgress requests) {
        Run run = new Run(requests);
        last = run;
        return run;
    }

    /**
     * Returns whether the poll was interrupted. From now on it is not.
     */
    private synchronized boolean end(Run run) {
        run.ended = true;
        if (run.interrupted) {
            // must not affect what the thread does next
            run.requests.end();
            Thread.interrupted();
        }
        return run.interrupted;
    }

    /**
     * Interrupts the poll in progress, and aborts its request.
     */
    public synchronized void interrupt() {
        if (last != null && !last.ended) {
            last.interrupted = true;
            last.thread.interrupt();
            last.requests.abort(last.thread);
        }
    }

    /**
     * Returns whether the poll in progress, or else the last one, was interrupted.
     */
    public synchronized boolean isInterrupted() {
        return last != null && last.interrupted;
    }
}
