/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.Closeable;
import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Reads the URLs of a {@link UrlSource} one by one and returns the usable ones.
 */
public abstract class UrlReader implements Closeable {

    private final UrlOptions options;
    private final CsvCheck csv = new CsvCheck();
    private long count;
    private long bad;
    private @Nullable String firstBad;

    UrlReader(UrlOptions options) {
        this.options = options;
    }

    /**
     * Advances to the next text, if there is one.
     */
    abstract boolean advance() throws IOException;

    /**
     * Returns the current text; null for a null element.
     */
    abstract @Nullable String text();

    /**
     * Returns whether the text is the first of its line.
     */
    abstract boolean startsLine();

    /**
     * Returns whether the texts are parts of one text.
     */
    abstract boolean isText();

    /**
     * Returns why the element cannot be a URL regardless of its text; null if the text decides.
     */
    @Nullable
    String fault() {
        return null;
    }

    /**
     * Returns the next usable URL; null at the end.
     *
     * @throws IllegalArgumentException if the next text is not usable and not skipped, or if the text is CSV or cannot
     *                                  be decoded
     * @throws IOException              if the source cannot be read
     */
    public @Nullable String next() throws IOException {
        while (advance()) {
            count++;
            String url = text();
            String fault = fault();
            if (fault == null) {
                fault = UrlCheck.fault(url, options.nestedAllowed());
            }
            if (fault == null && url != null) {
                checkMax();
                csv.recordUrl(url, this);
                return url;
            }
            csv.checkBad(url, this, count == 1);
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
     * Returns the number of URLs read, usable or not.
     */
    public long count() {
        return count;
    }

    public long bad() {
        return bad;
    }

    /**
     * Returns the first bad URL, shortened, with its position and error; null if there is none.
     */
    public @Nullable String firstBad() {
        return firstBad;
    }
}
