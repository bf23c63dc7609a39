/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.url;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("URLs have the normal form of crawler-commons' own cases")
class UrlCasesTest {

    private final List<String> agreed = new ArrayList<>();
    private final List<String> listed = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    @Test
    @DisplayName("The whole table has the same normal form, except for forms with a reason")
    void table(TestReporter reporter) throws IOException {
        try (InputStream in = UrlCasesTest.class.getResourceAsStream("url-cases.txt")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .forEach(this::check);
        }
        int all = agreed.size() + listed.size() + wrong.size();
        reporter.publishEntry("URLs",
                "%d of %d as expected, %d differ for a reason".formatted(agreed.size(), all, listed.size()));
        assertThat(wrong).isEmpty();
        assertThat(all).isGreaterThan(115);
        assertThat(listed).hasSizeLessThan(12);
    }

    private void check(String line) {
        String[] reasoned = line.split(" \\| ", 2);
        String[] pair = reasoned[0].split(" -> ", 2);
        String url = unescaped(pair[0]);
        String expected = pair[1].trim().equals("=") ? url : pair[1].trim().equals("none") ? null : pair[1].trim();
        String actual = Urls.normalize(url);
        boolean matches = expected == null ? actual == null : expected.equals(actual);
        boolean differs = reasoned.length > 1;
        (matches && !differs ? agreed : matches || !differs ? wrong : listed).add(line + " (" + actual + ")");
    }

    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("\\u", i)) {
                out.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
                i += 5;
            } else if (text.startsWith("\\t", i) || text.startsWith("\\n", i)) {
                out.append(text.charAt(i + 1) == 't' ? '\t' : '\n');
                i++;
            } else {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }
}
