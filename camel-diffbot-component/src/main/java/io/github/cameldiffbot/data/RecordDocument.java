/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.cameldiffbot.client.ResultStream;

/**
 * One answer that holds records, in any of the shapes that are known to occur: an array, an object with the array in
 * <code>objects</code> or <code>data</code>, or objects one after another. It ends well only after its closing bracket
 * and the end of the stream.
 */
final class RecordDocument {

    // white space after the end: a server that sends it for ever does not keep us for ever
    private static final int LONGEST_TAIL = 64 << 10;

    private static final int BYTE_ORDER_MARK = 0xef;

    private final ResultStream stream;
    private final Download download;
    private final long limit;
    private final Window window;
    private final ElementParser parser;
    private boolean opened;
    // null when there are none, or no more
    private ElementReader elements;
    private boolean array;
    private boolean envelope;
    private final ErrorBody error = new ErrorBody();
    private boolean empty = true;
    private boolean foreign;
    private long hits = -1;
    private long count;

    RecordDocument(ResultStream stream, Download download, long limit) {
        this.stream = stream;
        this.download = download;
        this.limit = limit;
        this.window = new Window(stream, limit);
        this.parser = new ElementParser(window);
    }

    /**
     * Goes to the next element, good or bad.
     *
     * @param  received how many records were received so far, for the text of a failure
     * @return          false at the end
     */
    boolean next(long received) {
        try {
            if (!opened) {
                opened = true;
                open();
            }
            if (elements == null) {
                return false;
            }
            if (elements.next()) {
                count++;
                return true;
            }
            end();
            parser.close();
            return false;
        } catch (JsonProcessingException e) {
            if (!window.ended()) {
                throw download.unexpected("the answer cannot be read, " + download.shorten(e.getOriginalMessage()), null);
            }
            throw download.truncated("records", received, window.received(), e);
        } catch (IOException e) {
            throw download.truncated("records", received, window.received(), e);
        }
    }

    Download download() {
        return download;
    }

    /**
     * The element that {@link #next} went to.
     */
    ElementReader element() {
        return elements;
    }

    /**
     * How many elements there were so far, good and bad.
     */
    long count() {
        return count;
    }

    /**
     * How many results a search found, or -1 as long as the answer has not told.
     */
    long hits() {
        return hits;
    }

    /**
     * The bytes of a good element, without the token.
     */
    byte[] slice() {
        byte[] slice = window.slice(elements.start(), elements.end());
        download.mask().mask(slice);
        return slice;
    }

    int windowCapacity() {
        return window.capacity();
    }

    // not the parser: it gives its buffer to others, and the thread that reads may still be in it
    void close() throws IOException {
        stream.close();
    }

    private void open() throws IOException {
        if (window.peek() == BYTE_ORDER_MARK) {
            window.next();
            window.next();
            window.next();
        }
        switch (window.peekVisible()) {
            case -1:
                break;
            case '[':
                array = true;
                enter("  ");
                elements = ElementReader.array(window, parser, download, limit);
                break;
            case '{':
                openObject();
                break;
            default:
                openWord();
        }
    }

    private void openObject() throws IOException {
        long start = window.offset();
        window.pin(start);
        boolean alone = false;
        try {
            enter("  ");
            if (readMembers(true)) {
                failIfError();
                array = true;
                envelope = true;
                elements = ElementReader.array(window, parser, download, limit);
                return;
            }
            if (parser.json().hasToken(JsonToken.END_OBJECT)) {
                window.seek(parser.offset());
                alone = window.peekVisible() < 0;
            }
        } catch (JsonProcessingException | Window.FullException e) {
            if (window.ended()) {
                throw e;
            }
            // a bad element, that will be met again as such
        }
        if (alone) {
            failIfError();
            if (foreign) {
                window.seek(start);
                throw download.unexpected("the answer is not made of records", excerpt());
            }
        }
        if (!alone || !empty) {
            window.seek(start);
            elements = ElementReader.lines(window, parser, download, limit);
        }
    }

    private void openWord() throws IOException {
        String text = excerpt();
        if (!"null".equals(text.strip())) {
            throw download.unexpected("the answer is not JSON", text);
        }
    }

    private void enter(String prefix) throws IOException {
        parser.start(prefix);
        parser.json().nextToken();
    }

    /**
     * Reads members of the answer's own object.
     *
     * @param  search whether the array of elements is looked for
     * @return        true when it was found and entered; false at the end of the object, and at the member that only a
     *                record has
     */
    private boolean readMembers(boolean search) throws IOException {
        for (String name = parser.json().nextFieldName(); name != null; name = parser.json().nextFieldName()) {
            empty = false;
            if (search && "type".equals(name)) {
                return false;
            }
            JsonToken token = parser.json().nextToken();
            if (search && token == JsonToken.START_ARRAY && ("objects".equals(name) || "data".equals(name))) {
                return true;
            }
            if ("hits".equals(name)) {
                hits = Numbers.number(parser.text(), -1);
            } else if (ErrorBody.isMember(name)) {
                error.put(name, parser.text());
            }
            foreign |= "jobs".equals(name) || "response".equals(name);
            parser.json().skipChildren();
        }
        return false;
    }

    private void failIfError() {
        if (error.isError()) {
            throw error.toException(download);
        }
    }

    private void end() throws IOException {
        elements = null;
        if (!array) {
            return;
        }
        window.unpin();
        window.seek(parser.offset());
        if (envelope) {
            if (window.peekVisible() == ',') {
                window.next();
            }
            enter(" {");
            readMembers(false);
            failIfError();
            window.seek(parser.offset());
        }
        drain();
    }

    // only the end of the stream tells that the server has sent all, and lets the connection be used again
    private void drain() throws IOException {
        long end = window.offset();
        for (int next = window.peek(); next >= 0; next = window.peek()) {
            if (next > ' ' || window.offset() - end > LONGEST_TAIL) {
                throw download.unexpected("the data goes on after its closing bracket", excerpt());
            }
            window.next();
        }
    }

    private String excerpt() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = window.next(); next >= 0 && bytes.size() < 4 * Download.EXCERPT; next = window.next()) {
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
