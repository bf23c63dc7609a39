/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("robots.txt files have the meaning of crawler-commons' own cases")
class RobotsCasesTest {

    private static final double AGREED = 0.95;

    private final List<String> agreed = new ArrayList<>();
    private final List<String> allow = new ArrayList<>();
    private final List<String> listed = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    @Test
    @DisplayName("At least 95 % of the table have the same meaning, and the others a reason")
    void table(TestReporter reporter) throws IOException {
        String text;
        try (InputStream in = RobotsCasesTest.class.getResourceAsStream("robots-cases.txt")) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (String block : text.split("(?m)^== ")) {
            if (!block.startsWith("#")) {
                check(block);
            }
        }
        int all = agreed.size() + allow.size() + listed.size() + wrong.size();
        reporter.publishEntry("robots.txt", "%d of %d as expected, %d differ as Allow is not obeyed, %d for another reason"
                .formatted(agreed.size(), all, allow.size(), listed.size()));
        assertThat(wrong).isEmpty();
        assertThat(all).isGreaterThan(200);
        assertThat((double) agreed.size() / all).isGreaterThanOrEqualTo(AGREED);
    }

    private void check(String block) {
        String title = block.substring(0, block.indexOf('\n'));
        String[] parts = block.substring(title.length() + 1).split("(?m)^--$", 2);
        RobotsRules rules = RobotsRules.parse(
                FetchResult.page("http://www.example.org/robots.txt", 0, "text/plain", bytes(title, parts[0])));
        for (String line : parts[1].strip().split("\n")) {
            String[] reasoned = line.split(" \\| ", 2);
            String[] words = reasoned[0].trim().split(" ");
            boolean matches = words[0].equals("delay")
                    ? rules.delayMillis() == Long.parseLong(words[1])
                    : rules.allows("http://www.example.org" + words[1]) == words[0].equals("yes");
            boolean differs = reasoned.length > 1 || words.length > 2;
            List<String> result
                    = matches && !differs ? agreed : matches || !differs ? wrong : words.length > 2 ? allow : listed;
            result.add(title + ": " + line);
        }
    }

    private static byte[] bytes(String title, String lines) {
        String option = title.startsWith("[") ? title.substring(1, title.indexOf(']')) : "";
        return switch (option) {
            case "cr" -> lines.replace("\n", "\r").getBytes(StandardCharsets.UTF_8);
            case "crlf" -> lines.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            case "latin1" -> lines.getBytes(StandardCharsets.ISO_8859_1);
            case "" -> lines.getBytes(StandardCharsets.UTF_8);
            default -> ("\ufeff" + lines).getBytes(Charset.forName(option.equals("bom") ? "UTF-8" : option));
        };
    }
}
