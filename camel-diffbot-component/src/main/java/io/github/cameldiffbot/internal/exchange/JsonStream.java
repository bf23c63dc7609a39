/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.internal.json.JsonLine;
import io.github.cameldiffbot.internal.text.BlockInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Streams results as a JSON array, or as JSON Lines if they are lines. The results of groups follow each other as if
 * there were no groups. An error of the results is thrown when reading reaches it.
 */
public final class JsonStream extends BlockInputStream {

    private static final byte[] NOTHING = {};

    private final ResultIterator<?> results;
    private final ObjectMapper mapper;
    private final @Nullable Source source;
    private final boolean lines;
    private final boolean grouped;
    private final byte[] separator;
    private final byte[] end;
    private Iterator<?> group = Collections.emptyIterator();
    private byte[] chunk;
    private int position;
    private boolean any;
    private boolean separated;
    private boolean ended;
    private @Nullable Exception failure;

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

        /**
         * Returns the next element like the iterator, but with records in place of their lines.
         */
        @Nullable
        Object take();
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
        source = results instanceof Source known ? known : null;
        lines = source != null && source.lines();
        grouped = source != null && source.grouped();
        separator = bytes(lines ? "\n" : ",\n");
        end = bytes(lines ? "\n" : "]\n");
        chunk = lines ? NOTHING : bytes("[");
    }

    ResultIterator<?> results() {
        return results;
    }

    /**
     * Fills the buffer, so that its reader needs few calls. An error is thrown by the call after the bytes before it.
     */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = 0;
        while (count < length && (position < chunk.length || hasNextChunk(count > 0))) {
            int part = Math.min(length - count, chunk.length - position);
            System.arraycopy(chunk, position, buffer, offset + count, part);
            position += part;
            count += part;
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    private boolean hasNextChunk(boolean failLater) throws IOException {
        if (failure == null && !ended) {
            try {
                fill();
            } catch (IOException | RuntimeException e) {
                // repeated by each later call: the rest would not be complete
                failure = e;
            }
        }
        if (failure == null || failLater) {
            return position < chunk.length;
        }
        if (failure instanceof IOException e) {
            throw e;
        }
        throw (RuntimeException) failure;
    }

    private void fill() throws IOException {
        if (separated) {
            chunk = json(next());
            separated = false;
        } else if (group.hasNext() || results.hasNext()) {
            chunk = any ? separator : json(next());
            separated = any;
            any = true;
        } else {
            chunk = lines && !any ? NOTHING : end;
            ended = true;
        }
        position = 0;
    }

    private @Nullable Object next() {
        if (!group.hasNext()) {
            Object result = source == null ? results.next() : source.take();
            if (!grouped) {
                return result;
            }
            group = ((List<?>) Objects.requireNonNull(result)).iterator();
        }
        return group.next();
    }

    private byte[] json(@Nullable Object result) throws IOException {
        byte[] json = result instanceof DiffbotRecord record ? record.toBytes() : mapper.writeValueAsBytes(result);
        return lines ? JsonLine.of(json) : json;
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
