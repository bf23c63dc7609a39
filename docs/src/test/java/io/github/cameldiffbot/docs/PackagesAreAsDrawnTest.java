/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of packages in the architecture has the component's packages, and each uses only those that the table
 * allows.
 */
class PackagesAreAsDrawnTest {

    private static final String ROOT = "io.github.cameldiffbot";
    private static final Pattern TABLE = Pattern.compile("(?s)<!-- packages -->\n(.*?)<!-- end -->");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern USE = Pattern.compile("\\b(io\\.github\\.cameldiffbot(?:\\.[a-z]\\w*)*)\\.(?:[A-Z]|\\*)");

    /** A line of the table. */
    private record Row(int level, Set<String> mayUse) {
    }

    @Test
    @DisplayName("The table has each package, and no other")
    void hasEachPackage() throws IOException {
        assertThat(table().keySet()).isEqualTo(uses().keySet());
    }

    @Test
    @DisplayName("A package uses only the packages that the table allows")
    void allowsWhatIsUsed() throws IOException {
        Map<String, Row> table = table();
        assertThat(uses()).allSatisfy((name, used) -> assertThat(table.get(name).mayUse()).as(name).containsAll(used));
    }

    @Test
    @DisplayName("A package may use only packages of lower levels")
    void levelsDescend() throws IOException {
        Map<String, Row> table = table();
        assertThat(table).allSatisfy((name, row) -> assertThat(row.mayUse()).as(name)
                .allSatisfy(used -> assertThat(table.get(used).level()).as(used).isLessThan(row.level())));
    }

    private static Map<String, Row> table() throws IOException {
        Matcher matcher = TABLE.matcher(Files.readString(Pages.root().resolve("docs/architecture.md")));
        assertThat(matcher.find()).as("the place of the table").isTrue();
        Map<String, Row> rows = new TreeMap<>();
        matcher.group(1).lines().filter(line -> line.startsWith("| `")).forEach(line -> {
            String[] cells = line.split("\\|");
            rows.put(name(cells[1]), new Row(
                    Integer.parseInt(cells[2].strip()), Arrays.stream(cells[3].split(",")).map(String::strip)
                            .filter(cell -> cell.startsWith("`")).map(PackagesAreAsDrawnTest::name)
                            .collect(Collectors.toCollection(TreeSet::new))));
        });
        return rows;
    }

    /** The full name of a package that the table shows below the root. */
    private static String name(String cell) {
        String shown = cell.replace("`", "").strip();
        return shown.startsWith(".") ? ROOT + shown : shown;
    }

    /** The packages that the sources of each package name. */
    private static Map<String, Set<String>> uses() throws IOException {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (String folder : new String[] { "src/main/java", "src/generated/java" }) {
            try (Stream<Path> files = Files.walk(Pages.root().resolve("camel-diffbot-component").resolve(folder))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String source = COMMENT.matcher(Files.readString(file)).replaceAll("");
                    Matcher declared = PACKAGE.matcher(source);
                    assertThat(declared.find()).as("a package in %s", file).isTrue();
                    Set<String> used = uses.computeIfAbsent(declared.group(1), name -> new TreeSet<>());
                    Matcher use = USE.matcher(source);
                    while (use.find()) {
                        if (!use.group(1).equals(declared.group(1))) {
                            used.add(use.group(1));
                        }
                    }
                }
            }
        }
        return uses;
    }
}
