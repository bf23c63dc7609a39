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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of the faults names the existing tests. Its first two columns and the case are written by hand, the tests
 * are rendered from their marks.
 */
class FaultsAreUpToDateTest {

    private static final Pattern ROW
            = Pattern.compile("^(\\|[^|\\n]*\\|[^|\\n]*\\| ([A-Z]\\d+)(?= )).*$", Pattern.MULTILINE);

    @Test
    void testsAreThoseThatAreMarked() throws Exception {
        Path page = Pages.root().resolve("docs/faults.md");
        String written = Files.readString(page);
        Map<String, String> unnamed = new TreeMap<>(FaultTests.byCase());

        String rendered = ROW.matcher(written).replaceAll(row -> Matcher.quoteReplacement(row(row, unnamed)));

        assertThat(unnamed).as("cases that are marked in tests and have no row in docs/faults.md").isEmpty();
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(page, rendered);
        } else {
            assertThat(written)
                    .as("docs/faults.md is stale. Render it with: mvn -pl docs -am verify -Ddocs.update=true")
                    .isEqualTo(rendered);
        }
    }

    private static String row(MatchResult row, Map<String, String> tests) {
        String shown = tests.remove(row.group(2));
        assertThat(shown).as("tests of case %s", row.group(2)).isNotNull();
        return row.group(1) + " " + shown + " |";
    }
}
