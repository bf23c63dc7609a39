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
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of packages in the architecture contains the component's packages, and each uses only those that the table
 * permits.
 */
class PackagesAreAsDrawnTest {

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern USE
            = Pattern.compile("\\b(io\\.github\\.cameldiffbot(?:\\.[a-z]\\w*)*)\\.([A-Z]\\w*|\\*)");
    private static final Pattern INTERNAL
            = Pattern.compile("(?m)^import (?:static )?io\\.github\\.cameldiffbot\\.(?:sandbox\\.)?internal\\..*");
    private static final Pattern SHARED = Pattern.compile("(?s)Lower packages also use these types .*?: (.*?)\\.\n");
    private static final Pattern CODE = Pattern.compile("`(\\w+)`");

    /** The modules, each with the root package of its table. */
    enum Module {

        COMPONENT("camel-diffbot-component", "io.github.cameldiffbot"),
        SANDBOX("camel-diffbot-sandbox", "io.github.cameldiffbot.sandbox");

        private final String folder;
        private final String root;

        Module(String folder, String root) {
            this.folder = folder;
            this.root = root;
        }
    }

    /** A row of the table. */
    private record Row(int level, Set<String> mayUse) {
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("The table contains exactly the packages")
    void hasEachPackage(Module module) throws IOException {
        assertThat(table(module).keySet()).isEqualTo(uses(module).keySet());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A package uses only the packages that the table permits")
    void allowsWhatIsUsed(Module module) throws IOException {
        Map<String, Row> table = table(module);
        assertThat(uses(module)).allSatisfy((name, used) -> assertThat(table.get(name).mayUse()).as(name).containsAll(used));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A package may use only packages of lower levels")
    void levelsDescend(Module module) throws IOException {
        Map<String, Row> table = table(module);
        assertThat(table).allSatisfy((name, row) -> assertThat(row.mayUse()).as(name)
                .allSatisfy(used -> assertThat(table.get(used).level()).as(used).isLessThan(row.level())));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("There are at most eight levels below the generated packages")
    void hasFewLevels(Module module) throws IOException {
        assertThat(table(module)).allSatisfy((name, row) -> {
            if (!name.contains(".builder")) {
                assertThat(row.level()).as(name).isLessThanOrEqualTo(8);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A package has at most 25 types")
    void hasFewTypes(Module module) throws IOException {
        Path sources = Pages.root().resolve(module.folder).resolve("src/main/java");
        Map<Path, Long> types;
        try (Stream<Path> files = Files.walk(sources)) {
            types = files.filter(path -> path.toString().endsWith(".java") && !path.endsWith("package-info.java"))
                    .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
        }
        assertThat(types).allSatisfy((folder, count) -> assertThat(count).as(folder.toString()).isLessThanOrEqualTo(25));
    }

    @Test
    @DisplayName("Starter, examples and docs use no internal package")
    void keepsInternalsInside() throws IOException {
        for (String folder : new String[] { "camel-diffbot-starter/src", "camel-diffbot-examples", "docs/src" }) {
            try (Stream<Path> files = Files.walk(Pages.root().resolve(folder))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    assertThat(INTERNAL.matcher(Files.readString(file)).results().map(MatchResult::group))
                            .as(file.toString()).isEmpty();
                }
            }
        }
    }

    private static String section(Module module) throws IOException {
        Matcher matcher = Pattern.compile("(?s)<!-- packages of " + module.folder + " -->\n(.*?)<!-- end -->")
                .matcher(Files.readString(Pages.root().resolve("docs/architecture.md")));
        assertThat(matcher.find()).as("the place of the table").isTrue();
        return matcher.group(1);
    }

    /** The types of the top package that are listed below the table, such as constants: any package may use them. */
    private static Set<String> sharedTypes(Module module) throws IOException {
        Matcher sentence = SHARED.matcher(section(module));
        return sentence.find()
                ? CODE.matcher(sentence.group(1)).results().map(name -> name.group(1)).collect(Collectors.toSet())
                : Set.of();
    }

    private static Map<String, Row> table(Module module) throws IOException {
        Map<String, Row> rows = new TreeMap<>();
        section(module).lines().filter(line -> line.startsWith("| `")).forEach(line -> {
            String[] cells = line.split("\\|");
            rows.put(name(module, cells[1]), new Row(
                    Integer.parseInt(cells[2].strip()), Arrays.stream(cells[3].split(",")).map(String::strip)
                            .filter(cell -> cell.startsWith("`")).map(cell -> name(module, cell))
                            .collect(Collectors.toCollection(TreeSet::new))));
        });
        return rows;
    }

    /** Returns the full name of a package below the root. */
    private static String name(Module module, String cell) {
        String shown = cell.replace("`", "").strip();
        return shown.startsWith(".") ? module.root + shown : shown;
    }

    /** Returns the packages in the sources of each package. */
    private static Map<String, Set<String>> uses(Module module) throws IOException {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (String sources : new String[] { "src/main/java", "src/generated/java" }) {
            Path folder = Pages.root().resolve(module.folder).resolve(sources);
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String source = COMMENT.matcher(Files.readString(file)).replaceAll("");
                    Matcher declared = PACKAGE.matcher(source);
                    assertThat(declared.find()).as("a package in %s", file).isTrue();
                    Set<String> used = uses.computeIfAbsent(declared.group(1), name -> new TreeSet<>());
                    Matcher use = USE.matcher(source);
                    while (use.find()) {
                        boolean shared = use.group(1).equals(module.root) && sharedTypes(module).contains(use.group(2));
                        if (!use.group(1).equals(declared.group(1)) && !shared) {
                            used.add(use.group(1));
                        }
                    }
                }
            }
        }
        return uses;
    }
}
