/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.text;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.select.Evaluator;

/** The main text of a page as plain text, Markdown or HTML. */
public final class MainText {

    private static final List<Evaluator> MARKS = Stream.of("[itemprop=articleBody]", "article", "main", "[role=main]")
            .map(Selectors::parse).toList();
    private static final int LONG_PARAGRAPH = 60;

    private final Element root;
    private final List<TextBlocks.Block> blocks;
    private final String title;

    /**
     * Finds the text of a page.
     *
     * @param title left out of the text, and put in front of the Markdown
     */
    public MainText(Document page, String title) {
        this.root = region(page);
        this.title = title;
        this.blocks = TextBlocks.of(ContentFinder.find(page)).stream()
                .filter(block -> !((block.tag().equals("h1") || block.tag().equals("h2")) && block.text().equals(title)))
                .toList();
    }

    /** Returns the part of the page with the content and things around it, such as images. */
    public Element root() {
        return root;
    }

    /** Returns the blocks as plain text, each in a line. */
    public String text() {
        return blocks.stream().map(TextBlocks.Block::text).collect(Collectors.joining("\n"));
    }

    /** Returns the title and the blocks as Markdown. */
    public String markdown() {
        StringBuilder out = new StringBuilder(title == null ? "" : "# " + title);
        for (TextBlocks.Block block : blocks) {
            out.append(out.length() == 0 ? "" : "\n\n").append(prefix(block.tag())).append(block.markdown());
        }
        return out.toString();
    }

    /** Returns the blocks as HTML. */
    public String html() {
        StringBuilder out = new StringBuilder();
        for (TextBlocks.Block block : blocks) {
            out.append('<').append(block.tag()).append('>').append(Entities.escape(block.text())).append("</")
                    .append(block.tag()).append('>');
        }
        return out.toString();
    }

    /** Returns the number of long paragraphs. */
    public int paragraphs() {
        return (int) blocks.stream().filter(b -> b.tag().equals("p") && b.text().length() > LONG_PARAGRAPH).count();
    }

    private static String prefix(String tag) {
        if (tag.length() == 2 && tag.charAt(0) == 'h') {
            return "#".repeat(tag.charAt(1) - '0') + " ";
        }
        return switch (tag) {
            case "li" -> "- ";
            case "blockquote" -> "> ";
            default -> "";
        };
    }

    private static Element region(Document page) {
        for (Evaluator mark : MARKS) {
            List<Element> found = page.select(mark);
            if (found.size() == 1) {
                return found.get(0);
            }
        }
        return page.body();
    }
}
