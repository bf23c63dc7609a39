/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.io.IOException;
import java.io.InputStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.data.ResultIterator;

/**
 * Streams results as a JSON array. An error of the results is thrown when reading reaches it.
 */
public final class JsonArrayStream extends InputStream {

    private static final byte[] BEGIN = { '[' };
    private static final byte[] SEPARATOR = { ',', '\n' };
    private static final byte[] END = { ']', '\n' };

    private final ResultIterator<?> results;
    private final ObjectMapper mapper;
    private byte[] chunk = BEGIN;
    private int position;
    private boolean any;
    private boolean separated;
    private boolean ended;

    /**
     * @param  results               unread results
     * @throws IllegalStateException if some results were read: an array of the rest would look complete
     */
    public JsonArrayStream(ResultIterator<?> results, ObjectMapper mapper) {
        if (results.received() > 0) {
            // failed results throw their exception
            String read = results.hasNext() ? "Some" : "All";
            throw new IllegalStateException(
                    results + ". " + read + " were read before, so that a JSON array of the rest would not be complete");
        }
        this.results = results;
        this.mapper = mapper;
    }

    ResultIterator<?> results() {
        return results;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position == chunk.length) {
            if (ended) {
                return -1;
            }
            fill();
        }
        int read = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, buffer, offset, read);
        position += read;
        return read;
    }

    private void fill() throws IOException {
        if (separated) {
            chunk = json(results.next());
            separated = false;
        } else if (results.hasNext()) {
            separated = any;
            chunk = any ? SEPARATOR : json(results.next());
            any = true;
        } else {
            chunk = END;
            ended = true;
        }
        position = 0;
    }

    private byte[] json(Object result) throws IOException {
        return result instanceof DiffbotRecord record ? record.toBytes() : mapper.writeValueAsBytes(result);
    }

    @Override
    public int available() {
        return chunk.length - position;
    }

    @Override
    public void close() {
        results.close();
    }
}
