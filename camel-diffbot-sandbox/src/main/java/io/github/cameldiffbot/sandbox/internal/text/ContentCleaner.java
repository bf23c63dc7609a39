/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;

/** Removes from the content of a page what is not part of it: forms, share buttons, lists of links, advertisements. */
final class ContentCleaner {

    private static final Pattern SHARE = Pattern.compile("(\\b|_)(share|sharedaddy)(\\b|_)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ADVERTISEMENT = Pattern.compile(
            "^(ad(vertising|vertisement)?|pub(licit\u00e9)?|werb(ung)?|\u5e7f\u544a|\u0420\u0435\u043a\u043b\u0430\u043c\u0430|anuncio)$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Evaluator SIDE = Selectors.parse("footer, aside, nav");
    private static final Evaluator TOP_HEADINGS = Selectors.parse("h1, h2");
    private static final Evaluator DATA = Selectors.parse("caption, col, colgroup, tfoot, thead, th");
    private static final int MAX_SHARE = 500;

    private final boolean weighs;

    private ContentCleaner(boolean weighs) {
        this.weighs = weighs;
    }

    /**
     * Cleans the content in place.
     *
     * @param weighs whether the names of elements count
     */
    static void clean(Element content, boolean weighs) {
        new ContentCleaner(weighs).clean(content);
    }

    private void clean(Element content) {
        cleanConditionally(content, "form");
        cleanConditionally(content, "fieldset");
        content.select(SIDE).remove();
        for (Element top : content.children()) {
            top.getAllElements().stream().filter(e -> e != top && isShare(e)).toList().forEach(Element::remove);
        }
        content.select(TOP_HEADINGS).stream().filter(h -> weight(h) < 0).toList().forEach(Element::remove);
        cleanConditionally(content, "table");
        cleanConditionally(content, "ul");
        cleanConditionally(content, "div");
        cleanConditionally(content, "section");
    }

    private static boolean isShare(Element element) {
        String name = element.className() + " " + element.id();
        return name.length() > 1 && SHARE.matcher(name).find() && element.text().length() < MAX_SHARE;
    }

    private int weight(Element element) {
        return weighs ? ElementMeasures.nameWeight(element) : 0;
    }

    private void cleanConditionally(Element content, String tag) {
        List<Element> elements = new ArrayList<>(content.getElementsByTag(tag));
        Collections.reverse(elements);
        for (Element element : elements) {
            if (element != content && element.parent() != null && isSideContent(element)) {
                element.remove();
            }
        }
    }

    private boolean isSideContent(Element element) {
        if (isWithin(element, e -> isDataTable(e) || e.normalName().equals("code"))
                || element.getElementsByTag("table").stream().anyMatch(ContentCleaner::isDataTable)) {
            return false;
        }
        int weight = weight(element);
        if (weight < 0) {
            return true;
        }
        String text = element.text();
        if (ElementMeasures.commas(text) >= 10) {
            return false;
        }
        if (ADVERTISEMENT.matcher(text).matches()) {
            return true;
        }
        int paragraphs = element.getElementsByTag("p").size();
        int images = element.getElementsByTag("img").size();
        int items = element.getElementsByTag("li").size() - 100;
        double density = ElementMeasures.linkDensity(element, text.length());
        boolean isList = element.normalName().equals("ul") || element.normalName().equals("ol")
                || ElementMeasures.density(element, Selectors.LISTS) > 0.9;
        boolean inFigure = isWithin(element, e -> e.normalName().equals("figure"));
        boolean remove = !inFigure && images > 1 && (double) paragraphs / images < 0.5
                || !isList && items > paragraphs
                || !isList && !inFigure && ElementMeasures.density(element, Selectors.HEADINGS) < 0.9
                        && text.length() < 25
                        && (images == 0 || images > 2) && density > 0
                || !isList && weight < 25 && density > 0.2
                || weight >= 25 && density > 0.5
                || images == 0 && ElementMeasures.density(element, Selectors.TEXTS) <= 0;
        return remove && !(isList && isGallery(element, images));
    }

    /** Returns whether an element or an ancestor of it is of some kind. */
    private static boolean isWithin(Element element, Predicate<Element> kind) {
        for (Element e = element; e != null; e = e.parent()) {
            if (kind.test(e)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isGallery(Element list, int images) {
        return list.children().stream().allMatch(child -> child.childrenSize() <= 1)
                && list.getElementsByTag("li").size() == images;
    }

    private static boolean isDataTable(Element element) {
        if (!element.normalName().equals("table") || element.attr("role").equals("presentation")
                || element.attr("datatable").equals("0")) {
            return false;
        }
        if (element.hasAttr("summary") || element.selectFirst(DATA) != null) {
            return true;
        }
        if (element.getElementsByTag("table").size() > 1) {
            return false;
        }
        int rows = element.getElementsByTag("tr").size();
        int columns = element.getElementsByTag("tr").stream().mapToInt(Element::childrenSize).max().orElse(0);
        return rows > 1 && columns > 1 && (rows >= 10 || columns > 4 || rows * columns > 10);
    }
}
