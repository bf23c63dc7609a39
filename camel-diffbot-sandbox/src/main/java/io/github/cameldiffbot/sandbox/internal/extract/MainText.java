/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;

/** Finds the main text of a page by its elements or by text density, and returns it as plain text, Markdown or HTML. */
final class MainText {

    private static final String NOISE = "nav, header nav, aside, footer, script, style, noscript, form, template";
    private static final String BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, blockquote, pre";

    private final Element root;
    private final List<Element> blocks = new ArrayList<>();
    private final String title;

    MainText(Document page, String title) {
        this.root = find(page);
        this.title = title;
        for (Element block : root.select(BLOCKS)) {
            // in document order only the previous block can contain this one
            boolean nested = !blocks.isEmpty() && block.parents().contains(blocks.get(blocks.size() - 1));
            boolean isTitle = block.normalName().equals("h1") && block.text().equals(title);
            if (!nested && !isTitle && block.closest(NOISE) == null && !block.text().isBlank()) {
                blocks.add(block);
            }
        }
    }

    Element root() {
        return root;
    }

    String text() {
        return blocks.stream().map(Element::text).collect(Collectors.joining("\n"));
    }

    String markdown() {
        StringBuilder out = new StringBuilder(title == null ? "" : "# " + title);
        for (Element block : blocks) {
            out.append(out.length() == 0 ? "" : "\n\n").append(prefix(block)).append(inline(block));
        }
        return out.toString();
    }

    String html() {
        StringBuilder out = new StringBuilder();
        for (Element block : blocks) {
            String tag = block.normalName();
            out.append('<').append(tag).append('>').append(Entities.escape(block.text())).append("</").append(tag).append('>');
        }
        return out.toString();
    }

    /** Returns the number of paragraphs of more than 60 characters. */
    int paragraphs() {
        return (int) blocks.stream().filter(b -> b.normalName().equals("p") && b.text().length() > 60).count();
    }

    private static String prefix(Element block) {
        String tag = block.normalName();
        if (tag.length() == 2 && tag.charAt(0) == 'h') {
            return "#".repeat(tag.charAt(1) - '0') + " ";
        }
        return switch (tag) {
            case "li" -> "- ";
            case "blockquote" -> "> ";
            default -> "";
        };
    }

    private static String inline(Element block) {
        if (block.selectFirst("a[href]") == null) {
            return block.text();
        }
        Element copy = block.clone();
        copy.setBaseUri(block.baseUri());
        for (Element link : copy.select("a[href]")) {
            String target = link.absUrl("href");
            if (!target.isEmpty() && !link.text().isEmpty()) {
                link.text("[" + link.text() + "](" + target + ")");
            }
        }
        return copy.text();
    }

    private static Element find(Document page) {
        for (String mark : List.of("[itemprop=articleBody]", "article", "main", "[role=main]")) {
            Element found = page.selectFirst(mark);
            if (found != null && page.select(mark).size() == 1) {
                return found;
            }
        }
        Element best = page.body();
        int most = 0;
        for (Element candidate : page.body().select("div, section, td")) {
            int size = candidate.children().stream().filter(c -> c.normalName().equals("p")).mapToInt(c -> c.text().length())
                    .sum();
            if (size > most) {
                most = size;
                best = candidate;
            }
        }
        return best;
    }
}
