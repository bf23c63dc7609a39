/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Evaluator;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/** Prepares a copy of a page for the search of its content: removes side content, and puts all text into paragraphs. */
final class PageCleaner {

    private static final Evaluator INVISIBLE = Selectors.parse(
            "script, style, noscript, template, svg, iframe, object, embed, link, input, textarea,"
                                                               + " select, button, [hidden], [aria-hidden=true], dialog, [aria-modal=true]");
    private static final Evaluator STYLED = Selectors.parse("[style]");
    private static final Evaluator DATA = Selectors.parse("table, code");
    private static final Pattern NOT_DISPLAYED
            = Pattern.compile("display\\s*:\\s*none|visibility\\s*:\\s*hidden", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNLIKELY = Pattern.compile(
            "-ad-|ai2html|banner|breadcrumbs|combx|comment|community|cover-wrap|disqus|extra|footer|gdpr|header|legends|menu|related"
                                                            + "|remark|replies|rss|shoutbox|sidebar|skyscraper|social|sponsor|supplemental|ad-break|agegate"
                                                            + "|pagination|pager|popup|yom-remote|newsletter|subscribe",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern POSSIBLE
            = Pattern.compile("and|article|body|column|content|main|shadow", Pattern.CASE_INSENSITIVE);
    private static final Set<String> SIDE_ROLES
            = Set.of("menu", "menubar", "complementary", "navigation", "alert", "alertdialog", "dialog");
    private static final Pattern BYLINE
            = Pattern.compile("byline|author|dateline|writtenby|p-author", Pattern.CASE_INSENSITIVE);
    private static final int MAX_BYLINE = 100;
    private static final Set<String> BLOCKS = Set.of("blockquote", "dl", "div", "img", "ol", "p", "pre", "table", "ul");
    private static final Set<String> PHRASING = Set.of("abbr", "audio", "b", "bdo", "br", "button", "cite", "code", "data",
            "datalist", "dfn", "em", "embed", "i", "img", "input", "kbd", "label", "mark", "math", "meter", "noscript",
            "object",
            "output", "progress", "q", "ruby", "samp", "script", "select", "small", "span", "strong", "sub", "sup", "textarea",
            "time", "var", "wbr", "font", "u", "s", "strike", "tt", "big");
    private static final Set<String> TRANSPARENT = Set.of("a", "del", "ins", "span", "font");

    private PageCleaner() {
    }

    /**
     * Prepares a page.
     *
     * @param body  changed in place
     * @param strip whether elements whose name is that of side content are removed
     */
    static void prepare(Element body, boolean strip) {
        body.select(INVISIBLE).remove();
        body.select(STYLED).stream().filter(e -> NOT_DISPLAYED.matcher(e.attr("style")).find()).toList()
                .forEach(Node::remove);
        splitAtLineBreaks(body);
        boolean[] bylineFound = new boolean[1];
        body.filter((node, depth) -> {
            if (!(node instanceof Element element) || element == body) {
                return NodeFilter.FilterResult.CONTINUE;
            }
            if (!bylineFound[0] && isByline(element)) {
                bylineFound[0] = true;
                return NodeFilter.FilterResult.REMOVE;
            }
            return strip && isUnlikely(element) ? NodeFilter.FilterResult.REMOVE : NodeFilter.FilterResult.CONTINUE;
        });
        for (Element div : body.getElementsByTag("div")) {
            toParagraphs(div);
        }
    }

    private static boolean isByline(Element element) {
        boolean named = element.attr("rel").equals("author") || element.attr("itemprop").contains("author")
                || BYLINE.matcher(name(element)).find();
        if (!named) {
            return false;
        }
        int length = element.text().length();
        return length > 0 && length < MAX_BYLINE;
    }

    private static boolean isUnlikely(Element element) {
        String tag = element.normalName();
        if (tag.equals("article") || tag.equals("a") || tag.equals("html") || tag.equals("body")) {
            return false;
        }
        if (SIDE_ROLES.contains(element.attr("role"))) {
            return true;
        }
        String name = name(element);
        return name.length() > 1 && UNLIKELY.matcher(name).find() && !POSSIBLE.matcher(name).find()
                && element.closest(DATA) == null;
    }

    private static String name(Element element) {
        String classes = element.className();
        String id = element.id();
        return id.isEmpty() ? classes : classes + " " + id;
    }

    /** Makes paragraphs of texts that are separated by two or more line breaks. */
    private static void splitAtLineBreaks(Element body) {
        for (Element br : body.getElementsByTag("br")) {
            if (br.parent() == null || !isBreak(nextRelevant(br))) {
                continue;
            }
            for (Node next = nextRelevant(br); next != null && isBreak(next); next = nextRelevant(br)) {
                next.remove();
            }
            Element paragraph = new Element("p");
            br.replaceWith(paragraph);
            for (Node next = paragraph.nextSibling(); next != null && isPhrasing(next); next = paragraph.nextSibling()) {
                if (isBreak(next) && isBreak(nextRelevant(next))) {
                    break;
                }
                paragraph.appendChild(next);
            }
            Element parent = paragraph.parent();
            if (parent != null && parent.normalName().equals("p")) {
                parent.tagName("div");
            }
        }
    }

    private static boolean isBreak(@Nullable Node node) {
        return node instanceof Element element && element.normalName().equals("br");
    }

    private static @Nullable Node nextRelevant(Node node) {
        Node next = node.nextSibling();
        while (next != null && (next instanceof TextNode text ? text.isBlank() : !(next instanceof Element))) {
            next = next.nextSibling();
        }
        return next;
    }

    private static void toParagraphs(Element div) {
        Element paragraph = null;
        for (Node child : new ArrayList<>(div.childNodes())) {
            if (!isPhrasing(child)) {
                paragraph = null;
            } else if (paragraph != null) {
                paragraph.appendChild(child);
            } else if (!isBlank(child)) {
                paragraph = new Element("p");
                child.replaceWith(paragraph);
                paragraph.appendChild(child);
            }
        }
        List<Element> children = div.children();
        if (children.size() == 1 && children.get(0).normalName().equals("p") && div.ownText().isBlank()
                && ElementMeasures.linkDensity(div) < 0.25 && div.parent() != null) {
            div.replaceWith(children.get(0));
        } else if (hasNoBlocks(div)) {
            div.tagName("p");
        }
    }

    private static boolean hasNoBlocks(Element div) {
        for (Element child : div.children()) {
            if (child.selectFirst(Selectors.BLOCKS) != null) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(Node node) {
        return node instanceof TextNode text ? text.isBlank() : isBreak(node) || !(node instanceof Element);
    }

    private static boolean isPhrasing(Node node) {
        if (!(node instanceof Element element)) {
            return true;
        }
        String tag = element.normalName();
        if (TRANSPARENT.contains(tag)) {
            return element.getAllElements().stream()
                    .allMatch(e -> !BLOCKS.contains(e.normalName()) || e.normalName().equals("img"));
        }
        return PHRASING.contains(tag);
    }
}
