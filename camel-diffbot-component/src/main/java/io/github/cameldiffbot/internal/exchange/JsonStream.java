/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.data.ResultIterator;

/**
 * Streams results as a JSON array, or as JSON Lines if they are lines. The results of groups follow each other as if
 * there were no groups. An error of the results is thrown when reading reaches it.
 */
public final class JsonStream extends InputStream {

    private static final byte[] NOTHING = {};

    private final ResultIterator<?> results;
    private final ObjectMapper mapper;
    private final boolean lines;
    private final boolean grouped;
    private Iterator<?> group = Collections.emptyIterator();
    private byte[] chunk;
    private int position;
    private boolean any;
    private boolean separated;
    private boolean ended;

    /**
     * Results that are not written as an array of what their iterator returns. Its methods are no properties, for which
     * Jackson would take the iterator for a bean.
     */
    public interface Source {

        /**
         * Returns whether the results are lines of text.
         */
        boolean lines();

        /**
         * Returns whether the iterator returns lists of results.
         */
        boolean grouped();
    }

    /**
     * @param  results               unread results
     * @throws IllegalStateException if some results were read: the rest would look complete
     */
    public JsonStream(ResultIterator<?> results, ObjectMapper mapper) {
        if (results.received() > 0) {
            // failed results throw their exception
            String read = results.hasNext() ? "Some" : "All";
            throw new IllegalStateException(
                    results + ". " + read + " were read before, so that the rest would not be complete");
        }
        this.results = results;
        this.mapper = mapper;
        Source source = results instanceof Source known ? known : null;
        lines = source != null && source.lines();
        grouped = source != null && source.grouped();
        chunk = lines ? NOTHING : bytes("[");
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
            chunk = json(next());
            separated = false;
        } else if (group.hasNext() || results.hasNext()) {
            separated = any && !lines;
            chunk = separated ? bytes(",\n") : json(next());
            any = true;
        } else {
            chunk = lines ? NOTHING : bytes("]\n");
            ended = true;
        }
        position = 0;
    }

    private Object next() {
        if (!group.hasNext()) {
            Object result = results.next();
            if (!grouped) {
                return result;
            }
            group = ((List<?>) result).iterator();
        }
        return group.next();
    }

    private byte[] json(Object result) throws IOException {
        if (lines) {
            return bytes(result + "\n");
        }
        return result instanceof DiffbotRecord record ? record.toBytes() : mapper.writeValueAsBytes(result);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
