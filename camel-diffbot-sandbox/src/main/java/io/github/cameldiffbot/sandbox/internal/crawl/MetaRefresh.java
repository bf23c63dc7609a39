/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.crawl;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.cameldiffbot.sandbox.internal.text.Selectors;
import io.github.cameldiffbot.sandbox.internal.url.Urls;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jspecify.annotations.Nullable;

/** A redirect by {@code <meta http-equiv="refresh">}. */
final class MetaRefresh {

    private static final Pattern CONTENT
            = Pattern.compile("\\s*\\d{1,9}[\\d.]{0,9}\\s*[;,]\\s*(?:url\\s*=)?\\s*['\"]?([^'\"]+)['\"]?\\s*",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern MARK = Pattern.compile("http-equiv\\s*=\\s*[\"']?refresh", Pattern.CASE_INSENSITIVE);

    private static final Evaluator ELEMENT = Selectors.parse("meta[http-equiv~=(?i)^refresh$][content]");

    private MetaRefresh() {
    }

    /** Returns whether a page may have a target: most pages need not be parsed to know. */
    static boolean mayBeIn(byte[] page) {
        return MARK.matcher(new String(page, StandardCharsets.ISO_8859_1)).find();
    }

    /** Returns the target as a normalized URL, or null if a page has none or reloads itself. */
    static @Nullable String target(Document page) {
        Element element = page.selectFirst(ELEMENT);
        Matcher matcher = element == null ? null : CONTENT.matcher(element.attr("content"));
        String target = matcher != null && matcher.matches() ? Urls.resolve(page.baseUri(), matcher.group(1)) : null;
        return target == null || target.equals(Urls.normalize(page.location())) ? null : target;
    }
}
