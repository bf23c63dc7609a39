/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.scan;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import io.github.cameldiffbot.internal.client.http.DownloadErrors;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import org.jspecify.annotations.Nullable;

/**
 * A response with records in any known form: an array, an object with the array in {@code objects} or {@code data}, or
 * consecutive objects. It is complete only after its closing bracket and the end of the stream.
 */
public final class RecordDocument {

    // limits white space after the end, which a server may send forever
    private static final int MAX_TAIL = 64 << 10;

    private static final int BYTE_ORDER_MARK = 0xef;

    private final ResultStream stream;
    private final DownloadErrors download;
    private final long limit;
    private final ScanBuffer buffer;
    private final JsonValueScanner scanner;
    private boolean opened;
    // null if there are no elements, or no more
    private @Nullable ElementReader elements;
    private boolean array;
    // null without an envelope
    private @Nullable Envelope envelope;
    private long count;
    private boolean blank;

    public RecordDocument(ResultStream stream, DownloadErrors download, long limit) {
        this.stream = stream;
        this.download = download;
        this.limit = limit;
        this.buffer = new ScanBuffer(stream, limit);
        this.scanner = new JsonValueScanner(buffer);
    }

    /**
     * Advances to the next element, valid or not.
     *
     * @param  received the number of records received so far, for error messages
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
            throw download.truncated("records", received, buffer.received(), e);
        }
    }

    public DownloadErrors download() {
        return download;
    }

    /**
     * Returns the current element, after {@link #next} returned true.
     */
    public ElementReader element() {
        return Objects.requireNonNull(elements);
    }

    /**
     * Returns the number of elements so far, valid or not.
     */
    public long count() {
        return count;
    }

    /**
     * Returns the number of results that a search found; -1 while it is unknown.
     */
    public long hits() {
        return envelope == null ? -1 : envelope.hits();
    }

    /**
     * Returns the bytes of a valid element with the token masked.
     */
    public byte[] slice() {
        byte[] slice = buffer.slice(element().start(), element().end());
        download.mask().mask(slice);
        return slice;
    }

    /**
     * Returns whether the response contains only white space, which is not JSON.
     */
    public boolean isBlank() {
        return blank;
    }

    int bufferCapacity() {
        return buffer.capacity();
    }

    public void close() throws IOException {
        stream.close();
    }

    private void open() throws IOException {
        if (buffer.peek() == BYTE_ORDER_MARK) {
            buffer.next();
            buffer.next();
            buffer.next();
        }
        switch (buffer.peekVisible()) {
            case -1:
                blank = true;
                throw new EOFException("There is no data");
            case '[':
                buffer.next();
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
        long start = buffer.offset();
        buffer.mark(start);
        Envelope object = new Envelope(buffer, scanner);
        boolean alone = false;
        try {
            switch (object.open()) {
                case elements:
                    envelope = object;
                    failIfError(object);
                    enterArray();
                    return;
                case end:
                    alone = buffer.peekVisible() < 0;
                    break;
                default:
                    // a record, or a bad element that is detected again later
            }
        } catch (ScanBuffer.FullException e) {
            alone = false;
        }
        if (alone) {
            failIfError(object);
            if (object.isForeign()) {
                buffer.reset(start);
                throw download.unexpected("the response does not consist of records", excerpt());
            }
        }
        if (!alone || !object.isEmpty()) {
            buffer.reset(start);
            elements = new ElementReader(buffer, scanner, download, limit, true);
        }
    }

    private void enterArray() {
        array = true;
        elements = new ElementReader(buffer, scanner, download, limit, false);
    }

    private void openWord() throws IOException {
        long start = buffer.offset();
        String text = excerpt();
        if (!"null".equals(text.strip())) {
            throw download.unexpected("the response is not JSON at byte " + start, text);
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
        buffer.clearMark();
        if (envelope != null) {
            if (envelope.close() == Envelope.Place.broken) {
                throw download.unexpected("the data after the records is not JSON at byte " + buffer.offset(), excerpt());
            }
            failIfError(envelope);
        }
        drain();
    }

    // only the end of the stream proves that the response is complete and allows reuse of the connection
    private void drain() throws IOException {
        long end = buffer.offset();
        for (int next = buffer.peek(); next >= 0; next = buffer.peek()) {
            if (next > ' ' || buffer.offset() - end > MAX_TAIL) {
                throw download.unexpected("there is data after the closing bracket, at byte " + buffer.offset(), excerpt());
            }
            buffer.next();
        }
    }

    private String excerpt() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = buffer.next(); next >= 0 && bytes.size() < 4 * DownloadErrors.EXCERPT; next = buffer.next()) {
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
