/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.text;

import java.util.regex.Pattern;

import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;

/** Measures of an element that tell content from navigation, as Mozilla's Readability defines them. */
final class ElementMeasures {

    private static final Pattern NEGATIVE = Pattern.compile(
            "-ad-|hidden|^hid$| hid$| hid |^hid |banner|combx|comment|com-|contact|footer|gdpr|masthead|media|meta|outbrain|promo"
                                                            + "|related|scroll|share|shoutbox|sidebar|skyscraper|sponsor|shopping|tags|widget",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern POSITIVE = Pattern.compile(
            "article|body|content|entry|hentry|h-entry|main|page|pagination|post|text|blog|story", Pattern.CASE_INSENSITIVE);
    private static final String COMMAS = ",\u060C\uFE50\uFE10\uFE11\u2E41\u2E34\u2E32\uFF0C\u3001";
    private static final double ANCHOR_WEIGHT = 0.3;
    private static final int NAME_WEIGHT = 25;

    private ElementMeasures() {
    }

    /** Returns the weight of the class and the id: negative for names of side content. */
    static int nameWeight(Element element) {
        return nameWeight(element.className()) + nameWeight(element.id());
    }

    private static int nameWeight(String name) {
        if (name.isEmpty()) {
            return 0;
        }
        return (POSITIVE.matcher(name).find() ? NAME_WEIGHT : 0) - (NEGATIVE.matcher(name).find() ? NAME_WEIGHT : 0);
    }

    /** Returns which part of the text is in links; links within the page count less. */
    static double linkDensity(Element element) {
        double linked = linkedText(element);
        // an element without links needs no text: most have none
        return linked > 0 ? linked / element.text().length() : 0;
    }

    /**
     * Returns which part of the text is in links; links within the page count less.
     *
     * @param length of the text
     */
    static double linkDensity(Element element, int length) {
        return length == 0 ? 0 : linkedText(element) / length;
    }

    private static double linkedText(Element element) {
        double linked = 0;
        for (Element link : element.getElementsByTag("a")) {
            linked += link.text().length() * (link.attr("href").startsWith("#") ? ANCHOR_WEIGHT : 1);
        }
        return linked;
    }

    /** Returns which part of the text is in descendants of some kind. */
    static double density(Element element, Evaluator selector) {
        int marked = 0;
        for (Element one : element.select(selector)) {
            marked += one.text().length();
        }
        return marked > 0 ? (double) marked / element.text().length() : 0;
    }

    static int commas(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            count += COMMAS.indexOf(text.charAt(i)) >= 0 ? 1 : 0;
        }
        return count;
    }
}
