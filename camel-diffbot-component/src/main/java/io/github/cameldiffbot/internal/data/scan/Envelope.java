/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.scan;

import java.io.EOFException;
import java.io.IOException;

import io.github.cameldiffbot.internal.client.http.ErrorBody;
import io.github.cameldiffbot.internal.json.LenientJson;
import io.github.cameldiffbot.internal.json.WireNumbers;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of the object that contains the array of records.
 */
final class Envelope {

    /**
     * The place where reading stopped.
     */
    enum Place {
        /** the first element of the array */
        elements,
        /** a member that occurs only in a record */
        record,
        /** after the object */
        end,
        /** invalid JSON */
        broken
    }

    private final ScanBuffer buffer;
    private final JsonValueScanner scanner;
    private final ErrorBody error = new ErrorBody();
    private boolean empty = true;
    private boolean foreign;
    private long hits = -1;

    Envelope(ScanBuffer buffer, JsonValueScanner scanner) {
        this.buffer = buffer;
        this.scanner = scanner;
    }

    /**
     * Reads up to the array, or until it is clear that there is none. The bytes that were read stay in the buffer.
     */
    Place open() throws IOException {
        buffer.next();
        return read(true);
    }

    /**
     * Reads the members after the array.
     */
    Place close() throws IOException {
        Place place = separator() ? read(false) : Place.broken;
        buffer.clearMark();
        return place;
    }

    ErrorBody error() {
        return error;
    }

    boolean isEmpty() {
        return empty;
    }

    /**
     * Returns whether the object is the response to a different call.
     */
    boolean isForeign() {
        return foreign;
    }

    /**
     * Returns the number of results that a search found; -1 while it is unknown.
     */
    long hits() {
        return hits;
    }

    private Place read(boolean opening) throws IOException {
        while (buffer.peekVisible() != '}') {
            String name = name(opening);
            if (name == null) {
                return Place.broken;
            }
            empty = false;
            if (opening && "type".equals(name)) {
                return Place.record;
            }
            if (opening && buffer.peekVisible() == '[' && ("objects".equals(name) || "data".equals(name))) {
                buffer.next();
                return Place.elements;
            }
            foreign |= "jobs".equals(name) || "response".equals(name);
            if (!value(name, opening) || !separator()) {
                return Place.broken;
            }
        }
        buffer.next();
        return Place.end;
    }

    private @Nullable String name(boolean opening) throws IOException {
        long start = keep(opening);
        return scanner.name() ? LenientJson.text(buffer.slice(start, buffer.offset())) : null;
    }

    private boolean value(String name, boolean opening) throws IOException {
        boolean hit = "hits".equals(name);
        if (!hit && !ErrorBody.isMember(name)) {
            if (!opening) {
                buffer.clearMark();
            }
            return scanner.skip();
        }
        long start = keep(opening);
        if (!scanner.skip()) {
            return false;
        }
        String text = LenientJson.text(buffer.slice(start, buffer.offset()));
        if (hit) {
            hits = WireNumbers.number(text, -1);
        } else {
            error.put(name, text);
        }
        return true;
    }

    // before the array everything is kept anyway
    private long keep(boolean opening) {
        if (!opening) {
            buffer.mark(buffer.offset());
        }
        return buffer.offset();
    }

    private boolean separator() throws IOException {
        int next = buffer.peekVisible();
        if (next < 0) {
            throw new EOFException("The data ends within the object around the records");
        }
        if (next == ',') {
            buffer.next();
        }
        return next == ',' || next == '}';
    }
}
