/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;

/**
 * Finds the content of a page by the scores of Mozilla's Readability: each paragraph adds to the scores of its
 * ancestors, links and names of side content lower them, and the siblings of the best element that look alike are taken
 * as well.
 */
final class ContentFinder {

    private static final Pattern SENTENCE = Pattern.compile("\\.( |$)");
    private static final int ENOUGH_TEXT = 500;
    /** Of a page with little text, this part of it is enough. */
    private static final double ENOUGH_OF_PAGE = 0.5;
    private static final int MIN_PARAGRAPH = 25;
    private static final int MAX_ANCESTORS = 5;
    private static final int TOP = 5;
    private static final Evaluator SCORED = Selectors.parse("section, h2, h3, h4, h5, h6, p, td, pre");
    private static final Map<String, Integer> TAG_SCORES = Map.ofEntries(
            Map.entry("div", 5), Map.entry("pre", 3), Map.entry("td", 3), Map.entry("blockquote", 3), Map.entry("address", -3),
            Map.entry("ol", -3), Map.entry("ul", -3), Map.entry("dl", -3), Map.entry("dd", -3), Map.entry("dt", -3),
            Map.entry("li", -3), Map.entry("form", -3), Map.entry("h1", -5), Map.entry("h2", -5), Map.entry("h3", -5),
            Map.entry("h4", -5), Map.entry("h5", -5), Map.entry("h6", -5), Map.entry("th", -5));
    private static final Set<String> KEPT_TAGS
            = Set.of("div", "article", "section", "p", "ol", "ul", "table", "blockquote", "pre");

    private final boolean strip;
    private final boolean weighs;
    private final boolean cleans;
    private final Map<Element, Double> scores = new HashMap<>();

    private ContentFinder(boolean strip, boolean weighs, boolean cleans) {
        this.strip = strip;
        this.weighs = weighs;
        this.cleans = cleans;
    }

    /**
     * Returns a copy of the content of a page. If there is little, less is left out, and the longest content is taken.
     */
    static Element find(Document page) {
        double enough = Math.min(ENOUGH_TEXT, ENOUGH_OF_PAGE * page.body().text().length());
        Element best = page.body();
        int longest = -1;
        for (ContentFinder finder : List.of(new ContentFinder(true, true, true), new ContentFinder(false, true, true),
                new ContentFinder(false, false, true), new ContentFinder(false, false, false))) {
            Element found = finder.content(page.body().clone());
            int length = found.text().length();
            if (length >= enough) {
                return found;
            }
            if (length > longest) {
                best = found;
                longest = length;
            }
        }
        return best;
    }

    private Element content(Element body) {
        PageCleaner.prepare(body, strip);
        addScores(body);
        List<Element> top = top();
        Element best = top.isEmpty() ? body : climb(common(top));
        Element content = body.shallowClone().tagName("div");
        Element parent = best.parent();
        if (best == body || parent == null) {
            content.appendChildren(new ArrayList<>(best.childNodes()));
        } else {
            addSiblings(best, parent, content);
        }
        if (cleans) {
            ContentCleaner.clean(content, weighs);
        }
        return content;
    }

    private void addScores(Element body) {
        for (Element element : body.select(SCORED)) {
            String text = element.text();
            if (text.length() < MIN_PARAGRAPH) {
                continue;
            }
            double score = 2 + ElementMeasures.commas(text) + Math.min(text.length() / 100, 3);
            Element ancestor = element.parent();
            for (int level = 0; ancestor != null && ancestor.parent() != null && level < MAX_ANCESTORS; level++) {
                double share = score / (level == 0 ? 1 : level == 1 ? 2 : level * 3);
                scores.put(ancestor, scores.computeIfAbsent(ancestor, this::initialScore) + share);
                ancestor = ancestor.parent();
            }
            if (ancestor == body) {
                scores.put(body, scores.computeIfAbsent(body, this::initialScore) + score / 3);
            }
        }
        scores.replaceAll((element, score) -> score * (1 - ElementMeasures.linkDensity(element)));
    }

    private double initialScore(Element element) {
        return TAG_SCORES.getOrDefault(element.normalName(), 0) + (weighs ? ElementMeasures.nameWeight(element) : 0);
    }

    private List<Element> top() {
        return scores.entrySet().stream().sorted((a, b) -> Double.compare(b.getValue(), a.getValue())).limit(TOP)
                .map(Map.Entry::getKey).toList();
    }

    /** Returns an ancestor that the best element shares with at least three other good ones, or the best element. */
    private Element common(List<Element> top) {
        Element best = top.get(0);
        double enough = score(best) * 0.75;
        List<Element> others = top.stream().skip(1).filter(e -> score(e) >= enough).toList();
        if (others.size() >= 3) {
            for (Element parent = best.parent();
                 parent != null && !parent.normalName().equals("body");
                 parent = parent.parent()) {
                Element ancestor = parent;
                if (others.stream().filter(e -> e.parents().contains(ancestor)).count() >= 3) {
                    return ancestor;
                }
            }
        }
        return best;
    }

    /** Returns the best element or an ancestor of it with a higher score, or that has no other child. */
    private Element climb(Element best) {
        Element found = best;
        double last = score(best);
        double threshold = last / 3;
        for (Element parent = best.parent(); parent != null && !parent.normalName().equals("body"); parent = parent.parent()) {
            double score = score(parent);
            if (score == 0) {
                continue;
            }
            if (score < threshold) {
                break;
            }
            if (score > last) {
                found = parent;
                break;
            }
            last = score;
        }
        Element parent = found.parent();
        while (parent != null && !parent.normalName().equals("body") && parent.childrenSize() == 1) {
            found = parent;
            parent = found.parent();
        }
        return found;
    }

    private double score(Element element) {
        return scores.getOrDefault(element, 0.0);
    }

    private void addSiblings(Element best, Element parent, Element content) {
        double threshold = Math.max(10, score(best) * 0.2);
        for (Element sibling : new ArrayList<>(parent.children())) {
            if (sibling == best || belongsTo(best, sibling, threshold)) {
                if (!KEPT_TAGS.contains(sibling.normalName())) {
                    sibling.tagName("div");
                }
                content.appendChild(sibling);
            }
        }
    }

    private boolean belongsTo(Element best, Element sibling, double threshold) {
        double bonus = !best.className().isEmpty() && sibling.className().equals(best.className()) ? score(best) * 0.2 : 0;
        if (scores.containsKey(sibling) && score(sibling) + bonus >= threshold) {
            return true;
        }
        if (!sibling.normalName().equals("p")) {
            return false;
        }
        double density = ElementMeasures.linkDensity(sibling);
        String text = sibling.text();
        return text.length() > 80 ? density < 0.25 : density == 0 && SENTENCE.matcher(text).find();
    }
}
