/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.scan;

import java.io.EOFException;
import java.io.IOException;

import io.github.cameldiffbot.internal.client.http.ErrorBody;
import io.github.cameldiffbot.internal.json.LenientJson;
import io.github.cameldiffbot.internal.json.Numbers;

/**
 * The object around the array of records, and what it says beside them.
 */
final class Envelope {

    /**
     * What was come to.
     */
    enum Place {
        /** the first element of the array */
        elements,
        /** a member that only a record has */
        record,
        /** what follows the object */
        end,
        /** something that is not JSON */
        broken
    }

    private final ScanBuffer window;
    private final JsonValueScanner scanner;
    private final ErrorBody error = new ErrorBody();
    private boolean empty = true;
    private boolean foreign;
    private long hits = -1;

    Envelope(ScanBuffer window, JsonValueScanner scanner) {
        this.window = window;
        this.scanner = scanner;
    }

    /**
     * Reads up to the array, or to what shows that there is none. What was passed stays in the window.
     */
    Place open() throws IOException {
        window.next();
        return read(true);
    }

    /**
     * Reads what follows the array.
     */
    Place close() throws IOException {
        Place place = separator() ? read(false) : Place.broken;
        window.unpin();
        return place;
    }

    ErrorBody error() {
        return error;
    }

    /**
     * Whether no member was found.
     */
    boolean isEmpty() {
        return empty;
    }

    /**
     * Whether it is the answer to another call.
     */
    boolean isForeign() {
        return foreign;
    }

    /**
     * How many results a search found, or -1 as long as that was not told.
     */
    long hits() {
        return hits;
    }

    private Place read(boolean opening) throws IOException {
        while (window.peekVisible() != '}') {
            String name = name(opening);
            if (name == null) {
                return Place.broken;
            }
            empty = false;
            if (opening && "type".equals(name)) {
                return Place.record;
            }
            if (opening && window.peekVisible() == '[' && ("objects".equals(name) || "data".equals(name))) {
                window.next();
                return Place.elements;
            }
            foreign |= "jobs".equals(name) || "response".equals(name);
            if (!value(name, opening) || !separator()) {
                return Place.broken;
            }
        }
        window.next();
        return Place.end;
    }

    private String name(boolean opening) throws IOException {
        long start = keep(opening);
        return scanner.name() ? LenientJson.text(window.slice(start, window.offset())) : null;
    }

    private boolean value(String name, boolean opening) throws IOException {
        boolean hit = "hits".equals(name);
        if (!hit && !ErrorBody.isMember(name)) {
            if (!opening) {
                window.unpin();
            }
            return scanner.pass();
        }
        long start = keep(opening);
        if (!scanner.pass()) {
            return false;
        }
        String text = LenientJson.text(window.slice(start, window.offset()));
        if (hit) {
            hits = Numbers.number(text, -1);
        } else {
            error.put(name, text);
        }
        return true;
    }

    // as long as it is open, all of it is kept anyway
    private long keep(boolean opening) {
        if (!opening) {
            window.pin(window.offset());
        }
        return window.offset();
    }

    private boolean separator() throws IOException {
        int next = window.peekVisible();
        if (next < 0) {
            throw new EOFException("The data ends within the object around the records");
        }
        if (next == ',') {
            window.next();
        }
        return next == ',' || next == '}';
    }
}
