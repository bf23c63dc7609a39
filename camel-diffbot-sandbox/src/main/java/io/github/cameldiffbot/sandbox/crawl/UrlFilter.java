/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.crawl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A pair of pattern and regular expression as in {@code urlCrawlPattern} and {@code urlCrawlRegEx}. The expression, if
 * there is one, overrides the pattern. Patterns are case-sensitive substrings divided by {@code ||}; {@code !} excludes
 * and always wins, {@code ^} and {@code $} anchor; with nothing but exclusions everything else passes.
 */
public final class UrlFilter {

    private final List<String> wanted = new ArrayList<>();
    private final List<String> unwanted = new ArrayList<>();
    private final Pattern regex;

    /**
     * Reads a filter.
     *
     * @param pattern the pattern, possibly empty
     * @param regex   the regular expression, possibly empty
     */
    public UrlFilter(String pattern, String regex) {
        this.regex = regex.isBlank() ? null : Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
        for (String part : pattern.split("\\|\\|")) {
            String term = part.trim();
            if (term.startsWith("!") && term.length() > 1) {
                unwanted.add(term.substring(1));
            } else if (!term.isEmpty()) {
                wanted.add(term);
            }
        }
    }

    /**
     * Whether the filter says anything at all.
     *
     * @return false when everything passes
     */
    public boolean isSet() {
        return regex != null || !wanted.isEmpty() || !unwanted.isEmpty();
    }

    /**
     * Asks the filter.
     *
     * @param  text a URL, or the source of a page
     * @return      whether it passes
     */
    public boolean accepts(String text) {
        if (regex != null) {
            return regex.matcher(text).find();
        }
        for (String term : unwanted) {
            if (hits(term, text)) {
                return false;
            }
        }
        for (String term : wanted) {
            if (hits(term, text)) {
                return true;
            }
        }
        return wanted.isEmpty();
    }

    private static boolean hits(String term, String text) {
        boolean start = term.startsWith("^");
        boolean end = term.endsWith("$");
        String bare = term.substring(start ? 1 : 0, term.length() - (end ? 1 : 0));
        if (start && end) {
            return text.equals(bare);
        }
        if (start) {
            return text.startsWith(bare);
        }
        return end ? text.endsWith(bare) : text.contains(bare);
    }
}
