/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.journal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.cameldiffbot.sandbox.model.RecordedRequest;
import org.jspecify.annotations.Nullable;

/**
 * Records the last 10,000 requests to the API with the start of each response, or fewer if they have more than 16
 * million characters.
 */
public final class RequestJournal {

    /** Number of bytes of a response that are recorded. */
    public static final int MAX_BODY = 4_000;

    private static final int MAX = 10_000;
    private static final long MAX_CHARACTERS = 16_000_000;

    private final TreeMap<Long, Entry> entries = new TreeMap<>();
    private long characters;
    private long count;
    private long numbers;
    private long changes;

    /**
     * The response to a request.
     *
     * @param status 0 if the connection was closed without a response
     * @param micros time taken, in microseconds
     * @param body   the first bytes as text, without the token of the request
     */
    public record Response(int status, long micros, String body) {
    }

    /**
     * A recorded request.
     *
     * @param number   greater than those of earlier requests
     * @param response null while the request is in progress
     */
    public record Entry(long number, RecordedRequest request, @Nullable Response response) {

        private long length() {
            return request.path().length() + RequestJournal.length(request.params())
                   + RequestJournal.length(request.headers()) + (response == null ? 0 : response.body().length());
        }
    }

    /** Records a request, and returns its number. */
    public synchronized long add(RecordedRequest request) {
        count++;
        put(new Entry(++numbers, request, null));
        return numbers;
    }

    /**
     * Records the response to a request, if the request is still recorded.
     *
     * @param body the first bytes, or null
     */
    public synchronized void complete(long number, int status, long micros, byte @Nullable [] body) {
        Entry entry = entries.get(number);
        if (entry != null) {
            String token = entry.request().param("token");
            String text = body == null ? "" : text(body);
            characters -= entry.length();
            put(new Entry(
                    number, entry.request(), new Response(
                            Math.max(0, status), micros,
                            token == null || token.isBlank() ? text : TokenMask.mask(text, token.trim()))));
        }
    }

    /** Returns the recorded requests, oldest first. */
    public synchronized List<RecordedRequest> requests() {
        return entries.values().stream().map(Entry::request).toList();
    }

    /** Returns the recorded requests with their responses, oldest first. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** Returns a recorded request, or null. */
    public synchronized @Nullable Entry entry(long number) {
        return entries.get(number);
    }

    /** Returns the number of requests since the last {@link #clear}. */
    public synchronized long count() {
        return count;
    }

    /** Returns a number that rises with each change of the journal. */
    public synchronized long changes() {
        return changes;
    }

    /** Removes all requests. */
    public synchronized void clear() {
        entries.clear();
        characters = 0;
        count = 0;
        changes++;
    }

    private void put(Entry entry) {
        changes++;
        entries.put(entry.number(), entry);
        characters += entry.length();
        while (entries.size() > MAX || characters > MAX_CHARACTERS && entries.size() > 1) {
            characters -= entries.pollFirstEntry().getValue().length();
        }
    }

    /**
     * Returns the first bytes as text. A truncated text ends before its last word, which may be the start of a token.
     */
    private static String text(byte[] body) {
        String text = new String(body, 0, Math.min(MAX_BODY, body.length), StandardCharsets.UTF_8);
        return body.length <= MAX_BODY ? text : text.replaceFirst("[^\\s\",]*$", "") + "…";
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
