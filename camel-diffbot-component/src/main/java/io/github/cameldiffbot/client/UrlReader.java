/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the URLs of a {@link UrlSource} one by one and lets only usable ones pass.
 */
public final class UrlReader implements Closeable {

    private static final Set<String> CSV_HEADERS = Set.of("url", "urls", "pageurl", "page_url", "link", "uri", "address");

    private final Tokens tokens;
    private final UrlOptions options;
    private long count;
    private long bad;
    private String firstBad;
    // the last one that passed on the line that is read, when it has what parts the fields of CSV
    private String fields;

    UrlReader(Tokens tokens, UrlOptions options) {
        this.tokens = tokens;
        this.options = options;
    }

    /**
     * The next usable URL, or null when there are no more.
     *
     * @throws IllegalArgumentException when what comes next is not usable, unless such are to be left out, or when the
     *                                  text is CSV or cannot be decoded
     * @throws IOException              when it cannot be read
     */
    public String next() throws IOException {
        while (tokens.advance()) {
            count++;
            String url = tokens.text();
            String fault = tokens.fault();
            if (fault == null) {
                fault = UrlCheck.fault(url, options.nestedAllowed());
            }
            if (tokens.startsLine()) {
                fields = null;
            }
            if (fault == null) {
                checkMax();
                fields = hasFields(url) ? url : null;
                return url;
            }
            checkCsv(url);
            bad++;
            if (firstBad == null) {
                firstBad = "URL " + count + " (" + UrlCheck.shown(url) + ") " + fault;
            }
            if (!options.skipBad()) {
                throw new IllegalArgumentException(
                        firstBad + ". Nothing was submitted: correct it, or set onBadUrl=skip to leave such out");
            }
        }
        return null;
    }

    private void checkMax() {
        if (options.max() > 0 && count - bad > options.max()) {
            throw new IllegalArgumentException(
                    "There are more URLs than maxUrls=" + options.max()
                                               + " allows for a job. Nothing was submitted: split them over several jobs, or"
                                               + " raise the option maxUrls");
        }
    }

    /**
     * A table taken for text would lose its other columns to the URLs: it is refused also where bad URLs are left out.
     */
    private void checkCsv(String text) {
        boolean header = count == 1 && tokens.startsLine() && text != null && hasFields(text)
                && Arrays.stream(text.split("[,;\"]")).anyMatch(name -> CSV_HEADERS.contains(name.toLowerCase(Locale.ROOT)));
        if (header || fields != null) {
            throw new IllegalArgumentException(
                    (header ? "The text begins with " + UrlCheck.shown(text) : "There is text behind " + UrlCheck.shown(fields))
                                               + " and looks like CSV. Nothing was submitted: unmarshal CSV with a header"
                                               + " (useMaps) and give the list of its rows, of which the member url, pageUrl or"
                                               + " Url is taken");
        }
    }

    private static boolean hasFields(String text) {
        return text.indexOf(',') >= 0 || text.indexOf(';') >= 0;
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
}
