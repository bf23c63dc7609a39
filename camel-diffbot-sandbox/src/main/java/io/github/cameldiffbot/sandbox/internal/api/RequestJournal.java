/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.sandbox.model.RecordedRequest;

/** Records the last 10,000 requests, or fewer if they have more than 16 million characters. */
public final class RequestJournal {

    private static final int MAX = 10_000;
    private static final long MAX_CHARACTERS = 16_000_000;

    private final Deque<RecordedRequest> requests = new ArrayDeque<>();
    private long characters;
    private long count;

    synchronized void add(RecordedRequest request) {
        count++;
        requests.add(request);
        characters += length(request);
        while (requests.size() > MAX || characters > MAX_CHARACTERS && requests.size() > 1) {
            characters -= length(requests.remove());
        }
    }

    /** Returns the recorded requests, oldest first. */
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
        characters = 0;
        count = 0;
    }

    private static long length(RecordedRequest request) {
        return request.path().length() + length(request.params()) + length(request.headers());
    }

    private static long length(Map<String, List<String>> values) {
        long length = 0;
        for (Map.Entry<String, List<String>> entry : values.entrySet()) {
            length += 50 + entry.getKey().length();
            for (String value : entry.getValue()) {
                length += 50 + value.length();
            }
        }
        return length;
    }
}
