/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.hc.core5.concurrent.Cancellable;

/**
 * The request of each thread, so that another thread can abort it. An interrupt alone does not end a blocking read of a
 * socket.
 */
public final class RequestsInProgress {

    private static final Cancellable ABORTED = () -> false;

    private final Map<Thread, Cancellable> requests = new ConcurrentHashMap<>();

    /**
     * Begins a request of the current thread. Cancels it at once if it was aborted before.
     */
    void begin(Cancellable request) {
        if (requests.put(Thread.currentThread(), request) == ABORTED) {
            request.cancel();
        }
    }

    /**
     * Ends the request of the current thread, and withdraws an abort.
     */
    public void end() {
        requests.remove(Thread.currentThread());
    }

    /**
     * Aborts the request of a thread. Without one, aborts its next request, unless that thread calls {@link #end()}
     * before.
     */
    public void abort(Thread thread) {
        Cancellable request = requests.putIfAbsent(thread, ABORTED);
        if (request != null) {
            request.cancel();
        }
    }
}
