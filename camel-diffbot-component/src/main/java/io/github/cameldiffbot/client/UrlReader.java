/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

import java.io.Closeable;
import java.io.IOException;

/**
 * Reads the URLs of a {@link UrlSource} one by one and lets only usable ones pass.
 */
public final class UrlReader implements Closeable {

    static final int MAX_LENGTH = 100_000;

    private static final int SHOWN = 80;

    private final Tokens tokens;
    private final boolean skipBad;
    private final long most;
    private long count;
    private long bad;
    private String firstBad;

    UrlReader(Tokens tokens, boolean skipBad, long most) {
        this.tokens = tokens;
        this.skipBad = skipBad;
        this.most = most;
    }

    /**
     * The next usable URL, or null when there are no more.
     *
     * @throws IllegalArgumentException when what comes next is not usable, unless such are to be left out
     * @throws IOException              when it cannot be read
     */
    public String next() throws IOException {
        while (tokens.advance()) {
            count++;
            String url = tokens.text();
            String fault = fault(url);
            if (fault == null) {
                checkMost();
                return url;
            }
            bad++;
            if (firstBad == null) {
                firstBad = "URL " + count + " (" + shorten(url) + ") " + fault;
            }
            if (!skipBad) {
                throw new IllegalArgumentException(
                        firstBad + ". Nothing was submitted: correct it, or set onBadUrl=skip to leave such out");
            }
        }
        return null;
    }

    private void checkMost() {
        if (most > 0 && count - bad > most) {
            throw new IllegalArgumentException(
                    "There are more URLs than maxUrls=" + most
                                               + " allows for a job. Nothing was submitted: split them over several jobs, or"
                                               + " raise the option maxUrls");
        }
    }

    /**
     * How many URLs were read so far, usable or not.
     */
    public long count() {
        return count;
    }

    /**
     * How many of them were not usable.
     */
    public long bad() {
        return bad;
    }

    /**
     * The first one that was not usable, shortened, with its position and what is wrong with it; null for none.
     */
    public String firstBad() {
        return firstBad;
    }

    @Override
    public void close() throws IOException {
        tokens.close();
    }

    private static String fault(String url) {
        if (url == null) {
            return "is null";
        }
        if (url.length() > MAX_LENGTH) {
            return "is longer than " + MAX_LENGTH + " characters";
        }
        int host = url.regionMatches(true, 0, "http://", 0, 7) ? 7 : url.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
        if (host < 0) {
            return "does not start with http:// or https://";
        }
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
                return "has white space or a control character inside";
            }
        }
        return hasHost(url, host) ? null : "names no host";
    }

    // by hand and not with java.net.URI, which refuses characters that occur in real URLs, such as |
    private static boolean hasHost(String url, int from) {
        int end = from;
        int start = from;
        while (end < url.length() && "/?#\\".indexOf(url.charAt(end)) < 0) {
            if (url.charAt(end) == '@') {
                start = end + 1;
            }
            end++;
        }
        return start < end && url.charAt(start) != ':' && url.charAt(start) != '.';
    }

    private static String shorten(String text) {
        if (text == null) {
            return "null";
        }
        // a query can hold somebody's secret
        int query = text.indexOf('?');
        if (query >= 0) {
            text = text.substring(0, query + 1) + "...";
        }
        String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        // what a log prints must stay on its line
        return "'" + start.replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
