/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Detects CSV in text with URLs. The URLs of a table would include its other columns, so CSV is rejected even if bad
 * URLs are skipped.
 */
final class CsvCheck {

    private static final Set<String> HEADERS = Set.of("url", "urls", "pageurl", "page_url", "link", "uri", "address");
    // a URL followed by the only separator and a word
    private static final Pattern LABELLED = Pattern.compile("[^,;]*[,;]\\p{L}[\\p{L}\\p{M}\\p{N}_'-]*");

    // the last text on the current line that contains a separator of CSV
    private @Nullable String fields;
    private @Nullable String labelled;
    private int labelledLines;
    private boolean otherLines;

    /**
     * Records a usable URL.
     */
    void recordUrl(String url, UrlReader reader) {
        fields = hasFields(url) ? url : null;
        if (!otherLines) {
            otherLines = !reader.isText() || !reader.startsLine() || fields == null || !LABELLED.matcher(url).matches();
            labelled = labelled == null ? url : labelled;
            labelledLines++;
        }
    }

    /**
     * Checks a text that is not a usable URL.
     *
     * @param  first                    whether it is the first text
     * @throws IllegalArgumentException if it is the header of CSV or the rest of a row
     */
    void checkBad(@Nullable String text, UrlReader reader, boolean first) {
        if (reader.startsLine()) {
            fields = null;
        }
        if (first && reader.startsLine() && text != null && hasFields(text) && isHeader(text)) {
            throw csv("The text begins with " + UrlCheck.excerpt(text) + " and");
        }
        if (fields != null) {
            throw csv("There is text behind " + UrlCheck.excerpt(fields) + " and it");
        }
    }

    /**
     * Checks the text as a whole. A single URL with a comma may be correct; if each line is a URL, a comma and a word,
     * this cannot be decided.
     *
     * @throws IllegalArgumentException if all lines have this form
     */
    void checkEnd() {
        if (!otherLines && labelledLines > 1) {
            throw csv("Each line is a URL, a separator and a word, as " + UrlCheck.excerpt(labelled)
                      + " is. Where that is part of the URLs, give them as a list, or write %2C for ',' and %3B for ';'. It");
        }
    }

    private static IllegalArgumentException csv(String what) {
        return new IllegalArgumentException(
                what + " looks like CSV. Nothing was submitted: unmarshal CSV with a header (useMaps) and give the list of"
                                            + " its rows, of which the member url, pageUrl or Url is taken");
    }

    private static boolean isHeader(String text) {
        return Arrays.stream(text.split("[,;\"]")).anyMatch(name -> HEADERS.contains(name.toLowerCase(Locale.ROOT)));
    }

    private static boolean hasFields(String text) {
        return text.indexOf(',') >= 0 || text.indexOf(';') >= 0;
    }
}
