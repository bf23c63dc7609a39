/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An article or product of the demo site, loaded from a text file. */
record DemoEntry(String slug, Map<String, String> fields, List<String> blocks) {

    static List<DemoEntry> load(String file) {
        try (InputStream in = DemoEntry.class.getResourceAsStream(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<DemoEntry> entries = new ArrayList<>();
            for (String part : text.split("(?m)^=== ")) {
                if (!part.isBlank()) {
                    entries.add(parse(part));
                }
            }
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    private static DemoEntry parse(String part) {
        String[] paragraphs = part.strip().split("\\R\\s*\\R");
        String[] head = paragraphs[0].split("\\R");
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 1; i < head.length; i++) {
            String[] pair = head[i].split(":\\s*", 2);
            fields.put(pair[0], pair[1]);
        }
        return new DemoEntry(head[0].trim(), fields, List.of(paragraphs).subList(1, paragraphs.length));
    }
}
