/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.cameldiffbot.client.DiffbotBadRecordException.Reason;

/**
 * Goes from element to element of an array, or of a row of objects, and gets past elements that cannot be read.
 */
final class ElementReader {

    // A parser remembers tens of thousands of member names. They come from web pages, never stop being new and can be
    // long, so now and then the parser is replaced.
    private static final long PARSER_SPAN = 8L << 20;

    private final Window window;
    private final ElementParser parser;
    private final Download download;
    private final long limit;
    private final boolean lines;

    private long number;
    private long start;
    private long end;
    private Reason flaw;
    private String detail;
    private Throwable cause;

    // where to look for the next element, and whether the comma before it was passed
    private long boundary;
    private boolean separated;
    private long parserStart;
    // the parser cannot go on, having begun the element or before it
    private boolean stuck;
    private boolean begun;

    /**
     * Reads the elements of the array that the parser has just entered.
     */
    static ElementReader array(Window window, ElementParser parser, Download download, long limit) {
        ElementReader reader = new ElementReader(window, parser, download, limit, false);
        reader.startAt(parser.offset());
        return reader;
    }

    /**
     * Reads the elements that stand one after another from the window's place on.
     */
    static ElementReader lines(Window window, ElementParser parser, Download download, long limit) throws IOException {
        ElementReader reader = new ElementReader(window, parser, download, limit, true);
        reader.restart();
        return reader;
    }

    private ElementReader(Window window, ElementParser parser, Download download, long limit, boolean lines) {
        this.window = window;
        this.parser = parser;
        this.download = download;
        this.limit = limit;
        this.lines = lines;
    }

    /**
     * Goes to the next element, good or bad. When this fails with a {@link JsonProcessingException}, the data ended.
     */
    boolean next() throws IOException {
        if (stuck) {
            getUnstuck();
        } else if (boundary - parserStart > PARSER_SPAN) {
            window.seek(boundary);
            restart();
        }
        window.unpin();
        begun = false;
        cause = null;
        detail = null;
        try {
            JsonToken token = parser.json().nextToken();
            if (token == null || token == JsonToken.END_ARRAY) {
                return false;
            }
            begin();
            flaw = parser.finish(token);
            finish();
        } catch (JsonProcessingException e) {
            broken(e);
        } catch (Window.FullException e) {
            tooLarge();
            stuck = true;
        }
        return true;
    }

    /**
     * The number of the element; the first is 1.
     */
    long number() {
        return number;
    }

    /**
     * Where the element starts.
     */
    long start() {
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
    Reason flaw() {
        return flaw;
    }

    /**
     * What there is to say about the flaw, or null.
     */
    String detail() {
        return detail;
    }

    /**
     * What the flaw came from, or null.
     */
    Throwable cause() {
        return cause;
    }

    private void begin() {
        begun = true;
        number++;
        start = parser.tokenOffset();
        window.pin(start);
    }

    private void finish() {
        end = parser.offset();
        boundary = end;
        separated = false;
        if (flaw == Reason.error) {
            detail = parser.errorText();
        }
        if (end - start > limit) {
            tooLarge();
        }
    }

    private void tooLarge() {
        flaw = Reason.tooLarge;
        detail = "the limit is " + limit + " bytes";
    }

    private void broken(JsonProcessingException e) throws JsonProcessingException {
        if (window.ended()) {
            // the parser asked for more and there was none: not the record is broken but the download
            throw e;
        }
        if (!begun) {
            number++;
            start = boundary;
        }
        flaw = Reason.malformed;
        detail = e.getOriginalMessage();
        cause = e;
        stuck = true;
    }

    private void getUnstuck() throws IOException {
        stuck = false;
        window.seek(begun ? start : boundary);
        window.unpin();
        if (!begun && !separated) {
            passSeparator();
        }
        switch (new StructureScanner(window, lines).scan()) {
            case found:
                restart();
                break;
            case cut:
                throw new IOException("The data ends within record " + number);
            default:
                throw download.badRecord(flaw, number, start, "where it ends cannot be found, " + detail, cause);
        }
    }

    // reads the rest of the array as an array of its own
    private void restart() throws IOException {
        if (!lines) {
            passSeparator();
        }
        startAt(window.offset());
        parser.start(lines ? "  " : " [");
        if (!lines) {
            parser.json().nextToken();
        }
    }

    private void startAt(long offset) {
        parserStart = offset;
        boundary = offset;
        separated = true;
    }

    private void passSeparator() throws IOException {
        if (window.peekVisible() == ',') {
            window.next();
        }
    }
}
