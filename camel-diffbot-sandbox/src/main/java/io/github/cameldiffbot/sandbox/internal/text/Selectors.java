/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.text;

import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;

/** Selectors of elements, which are parsed once. */
public final class Selectors {

    /** Links with a target. */
    public static final Evaluator LINKS = parse("a[href]");
    /** Images with a source. */
    public static final Evaluator IMAGES = parse("img[src]");

    static final Evaluator HEADINGS = parse("h1, h2, h3, h4, h5, h6");
    static final Evaluator LISTS = parse("ul, ol");
    static final Evaluator BLOCKS = parse("blockquote, dl, div, img, ol, p, pre, table, ul");
    static final Evaluator TEXTS = parse("span, li, td, blockquote, dl, div, img, ol, p, pre, table, ul");

    private Selectors() {
    }

    /** Parses a selector. */
    public static Evaluator parse(String query) {
        return QueryParser.parse(query);
    }
}
