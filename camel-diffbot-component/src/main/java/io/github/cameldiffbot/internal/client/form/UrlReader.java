/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.Closeable;
import java.io.IOException;

/**
 * Reads the URLs of a {@link UrlSource} one by one and lets only usable ones pass.
 */
public final class UrlReader implements Closeable {

    private final UrlTokenizer tokens;
    private final UrlOptions options;
    private final CsvCheck csv = new CsvCheck();
    private long count;
    private long bad;
    private String firstBad;

    UrlReader(UrlTokenizer tokens, UrlOptions options) {
        this.tokens = tokens;
        this.options = options;
    }

    /**
     * Returns the next usable URL, or null when there are no more.
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
            if (fault == null) {
                checkMax();
                csv.recordUrl(url, tokens);
                return url;
            }
            csv.checkBad(url, tokens, count == 1);
            bad++;
            if (firstBad == null) {
                firstBad = "URL " + count + " (" + UrlCheck.excerpt(url) + ") " + fault;
            }
            if (!options.skipBad()) {
                throw new IllegalArgumentException(
                        firstBad + ". Nothing was submitted: correct it, or set onBadUrl=skip to leave such out");
            }
        }
        csv.checkEnd();
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
     * Returns how many URLs were read so far, usable or not.
     */
    public long count() {
        return count;
    }

    /**
     * Returns how many of them were not usable.
     */
    public long bad() {
        return bad;
    }

    /**
     * Returns the first one that was not usable, shortened, with its position and what is wrong with it; null for none.
     */
    public String firstBad() {
        return firstBad;
    }

    @Override
    public void close() throws IOException {
        tokens.close();
    }
}
