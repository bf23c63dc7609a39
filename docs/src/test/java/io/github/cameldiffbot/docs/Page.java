/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parsed page in Markdown.
 */
final class Page {

    private static final Pattern FENCE = Pattern.compile("^\\s*```(.*)$");
    private static final Pattern SOURCE = Pattern.compile("^<!-- from: (\\S+) -->$");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} (.*)$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern FILE = Pattern.compile("`([\\w./-]+\\.(?:xml|yaml|java|properties|txt))`");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

    private final String name;
    private final Path file;
    private final List<Snippet> snippets = new ArrayList<>();
    private final Set<String> anchors = new HashSet<>();
    private final StringBuilder prose = new StringBuilder();

    Page(Path root, Path file) {
        this.name = root.relativize(file).toString().replace('\\', '/');
        this.file = file;
        try {
            parse(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    Path file() {
        return file;
    }

    List<Snippet> snippets() {
        return snippets;
    }

    /**
     * Returns the anchors of a page.
     */
    Set<String> anchors() {
        return anchors;
    }

    /**
     * Returns the page without its blocks of code.
     */
    String prose() {
        return prose.toString();
    }

    /**
     * Returns the texts in backticks outside of code.
     */
    List<String> names() {
        return all(CODE);
    }

    List<String> links() {
        return all(LINK);
    }

    private List<String> all(Pattern pattern) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(prose);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private void parse(List<String> lines) {
        String heading = "";
        String language = null;
        String source = null;
        StringBuilder paragraph = new StringBuilder();
        int start = 0;
        StringBuilder block = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher fence = FENCE.matcher(line);
            Matcher title = HEADING.matcher(line);
            if (fence.matches()) {
                if (language == null) {
                    language = fence.group(1).strip();
                    start = i + 1;
                    block.setLength(0);
                } else {
                    snippets.add(new Snippet(
                            name, start, heading, language, block.toString(), source,
                            lastFile(paragraph)));
                    paragraph.setLength(0);
                    language = null;
                    source = null;
                }
            } else if (language != null) {
                block.append(line).append('\n');
            } else {
                Matcher from = SOURCE.matcher(line);
                source = from.matches() ? from.group(1) : source;
                if (title.matches()) {
                    heading = title.group(1).strip();
                    addAnchor(heading);
                }
                prose.append(line).append('\n');
                addTo(paragraph, line, lines, i);
            }
        }
        if (language != null) {
            throw new IllegalStateException(name + ": the block of line " + start + " has no end");
        }
    }

    /**
     * Collects the paragraph before a block. Empty lines and comments between them do not end it.
     */
    private static void addTo(StringBuilder paragraph, String line, List<String> lines, int index) {
        if (line.isBlank() || line.startsWith("<!--")) {
            return;
        }
        if (index > 0 && lines.get(index - 1).isBlank()) {
            paragraph.setLength(0);
        }
        paragraph.append(line).append('\n');
    }

    private static String lastFile(StringBuilder paragraph) {
        String last = null;
        Matcher matcher = FILE.matcher(paragraph);
        while (matcher.find()) {
            last = matcher.group(1);
        }
        return last;
    }

    /**
     * Returns GitHub's anchor for a heading.
     */
    private void addAnchor(String heading) {
        String anchor = heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
        String free = anchor;
        for (int i = 1; !anchors.add(free); i++) {
            free = anchor + "-" + i;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
