/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.github.cameldiffbot.sandbox.model.RecordedRequest;

/** Records the last 10,000 requests. */
public final class RequestJournal {

    private static final int MAX = 10_000;

    private final Deque<RecordedRequest> requests = new ArrayDeque<>();
    private long count;

    synchronized void add(RecordedRequest request) {
        count++;
        requests.add(request);
        if (requests.size() > MAX) {
            requests.remove();
        }
    }

    /** Returns the last 10,000 requests, oldest first. */
    public synchronized List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /** Returns the number of requests since the last {@link #clear}. */
    synchronized long count() {
        return count;
    }

    /** Removes all requests. */
    public synchronized void clear() {
        requests.clear();
        count = 0;
    }
}
