/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.scan;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.github.cameldiffbot.internal.client.http.DownloadErrors;
import io.github.cameldiffbot.internal.client.http.ResultStream;

/**
 * One answer that holds records, in any of the shapes that are known to occur: an array, an object with the array in
 * <code>objects</code> or <code>data</code>, or objects one after another. It ends well only after its closing bracket
 * and the end of the stream.
 */
public final class RecordDocument {

    // white space after the end: a server that sends it for ever does not keep us for ever
    private static final int LONGEST_TAIL = 64 << 10;

    private static final int BYTE_ORDER_MARK = 0xef;

    private final ResultStream stream;
    private final DownloadErrors download;
    private final long limit;
    private final ScanBuffer window;
    private final JsonValueScanner scanner;
    private boolean opened;
    // null when there are none, or no more
    private ElementReader elements;
    private boolean array;
    // null when there is none
    private Envelope envelope;
    private long count;
    private boolean blank;

    public RecordDocument(ResultStream stream, DownloadErrors download, long limit) {
        this.stream = stream;
        this.download = download;
        this.limit = limit;
        this.window = new ScanBuffer(stream, limit);
        this.scanner = new JsonValueScanner(window);
    }

    /**
     * Goes to the next element, good or bad.
     *
     * @param  received how many records were received so far, for the text of a failure
     * @return          false at the end
     */
    public boolean next(long received) {
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
            return false;
        } catch (IOException e) {
            throw download.truncated("records", received, window.received(), e);
        }
    }

    public DownloadErrors download() {
        return download;
    }

    /**
     * The element that {@link #next} went to.
     */
    public ElementReader element() {
        return elements;
    }

    /**
     * How many elements there were so far, good and bad.
     */
    public long count() {
        return count;
    }

    /**
     * How many results a search found, or -1 as long as the answer has not told.
     */
    public long hits() {
        return envelope == null ? -1 : envelope.hits();
    }

    /**
     * The bytes of a good element, without the token.
     */
    public byte[] slice() {
        byte[] slice = window.slice(elements.start(), elements.end());
        download.mask().mask(slice);
        return slice;
    }

    /**
     * Whether there was nothing but white space, which is not JSON.
     */
    public boolean isBlank() {
        return blank;
    }

    int windowCapacity() {
        return window.capacity();
    }

    public void close() throws IOException {
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
                blank = true;
                throw new EOFException("There is no data");
            case '[':
                window.next();
                enterArray();
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
        Envelope object = new Envelope(window, scanner);
        boolean alone = false;
        try {
            switch (object.open()) {
                case elements:
                    envelope = object;
                    failIfError(object);
                    enterArray();
                    return;
                case end:
                    alone = window.peekVisible() < 0;
                    break;
                default:
                    // a record, or a bad element that will be met again as such
            }
        } catch (ScanBuffer.FullException e) {
            alone = false;
        }
        if (alone) {
            failIfError(object);
            if (object.isForeign()) {
                window.seek(start);
                throw download.unexpected("the answer is not made of records", excerpt());
            }
        }
        if (!alone || !object.isEmpty()) {
            window.seek(start);
            elements = new ElementReader(window, scanner, download, limit, true);
        }
    }

    private void enterArray() {
        array = true;
        elements = new ElementReader(window, scanner, download, limit, false);
    }

    private void openWord() throws IOException {
        long start = window.offset();
        String text = excerpt();
        if (!"null".equals(text.strip())) {
            throw download.unexpected("the answer is not JSON at byte " + start, text);
        }
    }

    private void failIfError(Envelope object) {
        if (object.error().isError()) {
            throw object.error().toException(download);
        }
    }

    private void end() throws IOException {
        elements = null;
        if (!array) {
            return;
        }
        window.unpin();
        if (envelope != null) {
            if (envelope.close() == Envelope.Place.broken) {
                throw download.unexpected("what follows the records is not JSON at byte " + window.offset(), excerpt());
            }
            failIfError(envelope);
        }
        drain();
    }

    // only the end of the stream tells that the server has sent all, and lets the connection be used again
    private void drain() throws IOException {
        long end = window.offset();
        for (int next = window.peek(); next >= 0; next = window.peek()) {
            if (next > ' ' || window.offset() - end > LONGEST_TAIL) {
                throw download.unexpected("the data goes on after its closing bracket, at byte " + window.offset(), excerpt());
            }
            window.next();
        }
    }

    private String excerpt() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = window.next(); next >= 0 && bytes.size() < 4 * DownloadErrors.EXCERPT; next = window.next()) {
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
