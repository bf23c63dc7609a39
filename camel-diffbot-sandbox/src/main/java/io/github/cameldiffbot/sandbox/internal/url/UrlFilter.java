/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.url;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A pattern or a regular expression, as in {@code urlCrawlPattern} and {@code urlCrawlRegEx}. A regular expression
 * overrides the pattern. A pattern has case-sensitive substrings separated by {@code ||}; {@code !} excludes and takes
 * precedence, {@code ^} and {@code $} anchor. A pattern with nothing but exclusions accepts everything else.
 */
public final class UrlFilter {

    private final List<String> included = new ArrayList<>();
    private final List<String> excluded = new ArrayList<>();
    private final @Nullable LimitedRegex regex;

    /**
     * Creates a filter.
     *
     * @param pattern empty for no pattern
     * @param regex   empty for no regular expression
     */
    public UrlFilter(String pattern, String regex) {
        this.regex = regex.isBlank() ? null : new LimitedRegex(regex);
        for (String part : pattern.split("\\|\\|")) {
            String term = part.trim();
            if (term.startsWith("!") && term.length() > 1) {
                excluded.add(term.substring(1));
            } else if (!term.isEmpty()) {
                included.add(term);
            }
        }
    }

    /** Returns whether the filter has a pattern or a regular expression. */
    public boolean isSet() {
        return regex != null || !included.isEmpty() || !excluded.isEmpty();
    }

    /** Returns whether the filter does more than exclude. */
    public boolean isSelective() {
        return regex != null || !included.isEmpty();
    }

    /**
     * Returns whether a URL, or the source of a page, passes the filter.
     *
     * @throws IllegalStateException if the regular expression takes too long
     */
    public boolean accepts(String text) {
        if (regex != null) {
            return regex.find(text);
        }
        for (String term : excluded) {
            if (matches(term, text)) {
                return false;
            }
        }
        for (String term : included) {
            if (matches(term, text)) {
                return true;
            }
        }
        return included.isEmpty();
    }

    private static boolean matches(String term, String text) {
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
