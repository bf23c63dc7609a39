/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.scan;

import java.io.EOFException;
import java.io.IOException;
import java.util.Objects;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.cameldiffbot.error.DiffbotBadRecordException.Reason;
import io.github.cameldiffbot.internal.client.http.DownloadErrors;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over the elements of an array, or over consecutive objects, and skips elements that cannot be read.
 */
public final class ElementReader {

    private final ScanBuffer buffer;
    private final JsonValueScanner scanner;
    private final DownloadErrors download;
    private final long limit;
    private final boolean lines;

    private long number;
    private long start;
    private long end;
    private @Nullable Reason flaw;
    private @Nullable String detail;

    // false if a comma is required before the next element
    private boolean separated = true;
    // the end of the current element has not been found yet
    private boolean broken;

    /**
     * Creates a reader.
     *
     * @param limit the maximum size of an element in bytes
     * @param lines true for consecutive objects, false for an array whose opening bracket was just read
     */
    ElementReader(ScanBuffer buffer, JsonValueScanner scanner, DownloadErrors download, long limit, boolean lines) {
        this.buffer = buffer;
        this.scanner = scanner;
        this.download = download;
        this.limit = limit;
        this.lines = lines;
    }

    /**
     * Advances to the next element, valid or not.
     *
     * @return              false at the end
     * @throws EOFException if the data ends before the elements
     */
    boolean next() throws IOException {
        if (broken) {
            skipBroken();
        }
        buffer.clearMark();
        int first = buffer.peekVisible();
        if (!lines && !separated && first == ',') {
            buffer.next();
            separated = true;
            first = buffer.peekVisible();
        }
        if (first < 0) {
            if (lines) {
                return false;
            }
            throw new EOFException("The data ends between two records");
        }
        if (first == ']' && !lines) {
            buffer.next();
            return false;
        }
        number++;
        start = buffer.offset();
        buffer.mark(start);
        read(first);
        return true;
    }

    /**
     * Returns the number of the element, starting at 1.
     */
    public long number() {
        return number;
    }

    /**
     * Returns the offset of the element in bytes.
     */
    public long start() {
        return start;
    }

    /**
     * Returns the offset after a valid element in bytes.
     */
    long end() {
        return end;
    }

    /**
     * Returns the defect of the element; null if it is valid.
     */
    public @Nullable Reason flaw() {
        return flaw;
    }

    /**
     * Returns details of the defect, or null.
     */
    public @Nullable String detail() {
        return detail;
    }

    private void read(int first) throws IOException {
        try {
            if (!separated && !lines) {
                stop(Reason.malformed, "a comma is missing before it");
            } else if (!scanner.skip()) {
                stop(Reason.malformed, scanner.flaw());
            } else {
                finish(first);
            }
        } catch (ScanBuffer.FullException e) {
            stop(Reason.tooLarge, tooLarge());
        }
    }

    private void finish(int first) throws IOException {
        end = buffer.offset();
        separated = false;
        detail = null;
        if (end - start > limit) {
            flaw = Reason.tooLarge;
            detail = tooLarge();
        } else if (first == '{') {
            flaw = scanner.isTyped() ? null : untyped();
        } else {
            flaw = first == 'n' ? Reason.nullRecord : Reason.notAnObject;
        }
    }

    private @Nullable Reason untyped() throws IOException {
        UntypedObject element;
        try {
            element = new UntypedObject(buffer.slice(start, end));
        } catch (JsonProcessingException e) {
            // some versions of Jackson reject names that the scanner accepts
            detail = e.getOriginalMessage();
            return Reason.malformed;
        }
        Reason reason = element.flaw();
        if (reason == Reason.error) {
            detail = element.errorText();
        }
        return reason;
    }

    private String tooLarge() {
        return "the limit is " + limit + " bytes";
    }

    private void stop(Reason reason, @Nullable String words) {
        flaw = reason;
        detail = words;
        broken = true;
    }

    private void skipBroken() throws IOException {
        broken = false;
        buffer.reset(start);
        buffer.clearMark();
        separated = false;
        switch (new BrokenRecordSkipper(buffer, lines).scan()) {
            case found:
                break;
            case cut:
                throw new EOFException("The data ends within record " + number);
            default:
                throw download.badRecord(Objects.requireNonNull(flaw), number, start, "its end cannot be found, " + detail,
                        null);
        }
    }
}
