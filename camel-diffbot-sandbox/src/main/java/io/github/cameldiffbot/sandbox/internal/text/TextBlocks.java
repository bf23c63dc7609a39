/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Evaluator;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** Splits the text of an element into blocks, such as paragraphs, headings and list items. */
public final class TextBlocks implements NodeVisitor {

    private static final Evaluator CONTAINERS = Selectors.parse("li, blockquote, pre");
    private static final Set<String> MARKED = Set.of("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "blockquote", "pre");

    /**
     * A block.
     *
     * @param tag      of the element: a heading, p, li, blockquote or pre
     * @param text     as plain text
     * @param markdown with links as in Markdown
     */
    public record Block(String tag, String text, String markdown) {
    }

    private final List<Block> blocks = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder markdown = new StringBuilder();
    private int linkStart;

    private TextBlocks() {
    }

    /** Returns the blocks with text, in document order. */
    public static List<Block> of(Element element) {
        TextBlocks visitor = new TextBlocks();
        element.traverse(visitor);
        visitor.end(element);
        return visitor.blocks;
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode part) {
            append(part.getWholeText());
        } else if (node instanceof Element element) {
            if (element.isBlock()) {
                end(element.parent());
            } else if (element.normalName().equals("br")) {
                append(" ");
            }
            linkStart = element.normalName().equals("a") ? markdown.length() : linkStart;
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (!(node instanceof Element element)) {
            return;
        }
        if (element.isBlock()) {
            end(element);
        } else if (element.normalName().equals("a")) {
            String target = element.absUrl("href");
            String label = markdown.substring(Math.min(linkStart, markdown.length())).trim();
            if (!target.isEmpty() && !label.isEmpty()) {
                markdown.setLength(linkStart);
                markdown.append('[').append(label).append("](").append(target).append(')');
            }
        }
    }

    private static String withSingleSpaces(StringBuilder text) {
        return new TextNode(text.toString()).text().trim();
    }

    private void append(String part) {
        text.append(part);
        markdown.append(part);
    }

    /** Ends the block of an element; null for text before the first block. */
    private void end(@Nullable Element element) {
        String plain = withSingleSpaces(text);
        if (!plain.isEmpty()) {
            blocks.add(new Block(tag(element), plain, withSingleSpaces(markdown)));
        }
        text.setLength(0);
        markdown.setLength(0);
        linkStart = 0;
    }

    private static String tag(@Nullable Element element) {
        for (Element e = element; e != null; e = e.parent()) {
            if (MARKED.contains(e.normalName()) && (!e.normalName().equals("p") || e.closest(CONTAINERS) == null)) {
                return e.normalName();
            }
        }
        return "p";
    }
}
