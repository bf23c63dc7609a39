/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.scan;

import java.io.EOFException;
import java.io.IOException;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.cameldiffbot.error.DiffbotBadRecordException.Reason;
import io.github.cameldiffbot.internal.client.http.DownloadErrors;

/**
 * Goes from element to element of an array, or of a row of objects, and gets past elements that cannot be read.
 */
public final class ElementReader {

    private final ScanBuffer window;
    private final JsonValueScanner scanner;
    private final DownloadErrors download;
    private final long limit;
    private final boolean lines;

    private long number;
    private long start;
    private long end;
    private Reason flaw;
    private String detail;

    // whether an element may come next, or only after a comma
    private boolean separated = true;
    // within an element whose end is still to be found
    private boolean stuck;

    /**
     * @param lines whether the elements stand one after another from the window's place on, rather than in the array
     *              whose opening bracket was just passed
     */
    ElementReader(ScanBuffer window, JsonValueScanner scanner, DownloadErrors download, long limit, boolean lines) {
        this.window = window;
        this.scanner = scanner;
        this.download = download;
        this.limit = limit;
        this.lines = lines;
    }

    /**
     * Goes to the next element, good or bad. Fails when the data ends before the elements do.
     */
    boolean next() throws IOException {
        if (stuck) {
            getUnstuck();
        }
        window.unpin();
        int first = window.peekVisible();
        if (!lines && !separated && first == ',') {
            window.next();
            separated = true;
            first = window.peekVisible();
        }
        if (first < 0) {
            if (lines) {
                return false;
            }
            throw new EOFException("The data ends between two records");
        }
        if (first == ']' && !lines) {
            window.next();
            return false;
        }
        number++;
        start = window.offset();
        window.pin(start);
        read(first);
        return true;
    }

    /**
     * The number of the element; the first is 1.
     */
    public long number() {
        return number;
    }

    /**
     * Where the element starts.
     */
    public long start() {
        return start;
    }

    /**
     * Where a good element ends.
     */
    long end() {
        return end;
    }

    /**
     * What is wrong with the element; null when nothing is.
     */
    public Reason flaw() {
        return flaw;
    }

    /**
     * What there is to say about the flaw, or null.
     */
    public String detail() {
        return detail;
    }

    private void read(int first) throws IOException {
        try {
            if (!separated && !lines) {
                stop(Reason.malformed, "there is no comma before it");
            } else if (!scanner.pass()) {
                stop(Reason.malformed, scanner.flaw());
            } else {
                finish(first);
            }
        } catch (ScanBuffer.FullException e) {
            stop(Reason.tooLarge, tooLarge());
        }
    }

    private void finish(int first) throws IOException {
        end = window.offset();
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

    private Reason untyped() throws IOException {
        UntypedObject element;
        try {
            element = new UntypedObject(window.slice(start, end));
        } catch (JsonProcessingException e) {
            // not all versions of Jackson accept all names that the scanner passes
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

    private void stop(Reason reason, String words) {
        flaw = reason;
        detail = words;
        stuck = true;
    }

    private void getUnstuck() throws IOException {
        stuck = false;
        window.seek(start);
        window.unpin();
        separated = false;
        switch (new BrokenRecordSkipper(window, lines).scan()) {
            case found:
                break;
            case cut:
                throw new EOFException("The data ends within record " + number);
            default:
                throw download.badRecord(flaw, number, start, "where it ends cannot be found, " + detail, null);
        }
    }
}
