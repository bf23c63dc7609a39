/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of the faults names the existing tests. Case, fault and reaction are written by hand, the tests are rendered
 * from their marks.
 */
@DisplayName("The page of the faults names the existing tests")
class FaultsPageTest {

    private static final Pattern LINE = Pattern.compile("^(\\* ([A-Z]\\d+) .*?\\.)(?: \\[\\w+\\]\\(.*)?$", Pattern.MULTILINE);

    @Test
    @DisplayName("The page lists the tests that are marked with its cases")
    void testsAreThoseThatAreMarked() throws Exception {
        Path page = Pages.root().resolve("docs/faults.md");
        String written = Files.readString(page);
        Map<String, String> unnamed = new TreeMap<>(FaultTests.byCase());

        String rendered = LINE.matcher(written).replaceAll(line -> Matcher.quoteReplacement(line(line, unnamed)));

        assertThat(unnamed).as("cases that are marked in tests and are not in docs/faults.md").isEmpty();
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(page, rendered);
        } else {
            assertThat(written)
                    .as("docs/faults.md is stale. Render it with: mvn -pl docs -am verify -Ddocs.update=true")
                    .isEqualTo(rendered);
        }
    }

    private static String line(MatchResult line, Map<String, String> tests) {
        String shown = tests.remove(line.group(2));
        assertThat(shown).as("tests of case %s", line.group(2)).isNotNull();
        return line.group(1) + " " + shown;
    }
}
