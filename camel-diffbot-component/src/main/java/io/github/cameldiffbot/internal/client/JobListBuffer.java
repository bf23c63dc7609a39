/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;

import io.github.cameldiffbot.internal.client.http.ApiResponse;
import io.github.cameldiffbot.internal.json.StrictJson;

/**
 * The part of a list of jobs that is in memory. It finds where jobs begin. A list that starts in another way than
 * Diffbot's, or is not UTF-8, has no jobs here: all of it is the rest.
 */
final class JobListBuffer {

    /**
     * The maximum length of a job in bytes. A longer job, and the jobs after it, belong to the rest.
     */
    static final int MAX_JOB = 64 * 1024;

    private static final String START = "{\"jobs\":[";
    // an element that is no job
    private static final String SKIPPED = "0";

    private final InputStream stream;
    private final byte[] bytes = new byte[2 * MAX_JOB];
    private final boolean list;
    private boolean skipped;
    private int rest;
    private int job;
    private int end;
    private boolean ended;

    JobListBuffer(ApiResponse response) throws IOException {
        stream = response.stream();
        fill();
        list = response.charset().equals(StandardCharsets.UTF_8) && skipStart();
    }

    private boolean skipStart() {
        StrictJson json = new StrictJson(bytes, 0, end);
        boolean object = json.skip('{') && json.peek() == '"';
        int name = json.at();
        if (!object || !json.name() || !"\"jobs\"".equals(new String(bytes, name, json.at() - name, StandardCharsets.US_ASCII))
                || !json.skip(':') || !json.skip('[')) {
            return false;
        }
        rest = json.at();
        return true;
    }

    /**
     * Moves to the next job. Returns false if something else follows.
     */
    boolean hasJob() throws IOException {
        fill();
        StrictJson json = new StrictJson(bytes, rest, end);
        if (!list || skipped && !json.skip(',') || json.peek() != '{') {
            return false;
        }
        job = json.at();
        return true;
    }

    /**
     * Returns the buffer, in which the job starts at {@link #from()}. It is not complete if it is too long.
     */
    byte[] bytes() {
        return bytes;
    }

    int from() {
        return job;
    }

    /**
     * Returns the end of the bytes that are in memory.
     */
    int end() {
        return end;
    }

    /**
     * Skips the job.
     */
    void skip(int length) {
        rest = job + length;
        skipped = true;
    }

    /**
     * Returns the list without the skipped jobs.
     */
    InputStream rest() throws IOException {
        byte[] start = (!list ? "" : skipped ? START + SKIPPED : START).getBytes(StandardCharsets.US_ASCII);
        PushbackInputStream joined = new PushbackInputStream(stream, Math.max(1, start.length + end - rest));
        joined.unread(bytes, rest, end - rest);
        joined.unread(start);
        return joined;
    }

    private void fill() throws IOException {
        if (ended || end - rest >= MAX_JOB) {
            return;
        }
        System.arraycopy(bytes, rest, bytes, 0, end - rest);
        end -= rest;
        rest = 0;
        int missing = bytes.length - end;
        int read = stream.readNBytes(bytes, end, missing);
        end += read;
        ended = read < missing;
    }
}
