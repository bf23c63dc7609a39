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
 * The lists of packages in the architecture contain the packages of the code with their levels; package-uses.txt
 * contains the packages that each uses, all of lower levels.
 */
@DisplayName("The packages of the architecture, their levels and their uses are those of the code")
class PackageUsesTest {

    private static final Pattern PLACE = Pattern.compile("(?m)^\\* (\\d+) `([\\w.]+)`: ");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern USE
            = Pattern.compile("\\b(io\\.github\\.cameldiffbot(?:\\.[a-z]\\w*)*)\\.([A-Z]\\w*|\\*)");
    private static final Pattern INTERNAL
            = Pattern.compile("(?m)^import (?:static )?io\\.github\\.cameldiffbot\\.(?:sandbox\\.)?internal\\..*");

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

    /** The part of a module in package-uses.txt: types for any package, and the packages that a package may use. */
    private record Permitted(Set<String> types, Map<String, Set<String>> packages) {
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("The page and the file contain exactly the packages")
    void hasEachPackage(Module module) throws IOException {
        Set<String> packages = uses(module).keySet();
        assertThat(levels(module).keySet()).as("architecture.md").isEqualTo(packages);
        assertThat(permitted(module).packages().keySet()).as("package-uses.txt").isEqualTo(packages);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("The file lists exactly the packages that each package uses")
    void listsWhatIsUsed(Module module) throws IOException {
        Map<String, Set<String>> permitted = permitted(module).packages();
        assertThat(uses(module)).allSatisfy((name, used) -> assertThat(permitted.get(name)).as(name).isEqualTo(used));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A package may use only packages of lower levels")
    void levelsDescend(Module module) throws IOException {
        Map<String, Integer> levels = levels(module);
        assertThat(permitted(module).packages()).allSatisfy((name, permitted) -> assertThat(permitted).as(name)
                .allSatisfy(used -> assertThat(levels.get(used)).as(used).isLessThan(levels.get(name))));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("There are at most eight levels below the generated packages")
    void hasFewLevels(Module module) throws IOException {
        assertThat(levels(module)).allSatisfy((name, level) -> {
            if (!name.contains(".builder")) {
                assertThat(level).as(name).isLessThanOrEqualTo(8);
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
        assertThat(matcher.find()).as("the place of the list").isTrue();
        return matcher.group(1);
    }

    private static Map<String, Integer> levels(Module module) throws IOException {
        Map<String, Integer> levels = new TreeMap<>();
        PLACE.matcher(section(module)).results()
                .forEach(place -> levels.put(name(module, place.group(2)), Integer.valueOf(place.group(1))));
        return levels;
    }

    private static Permitted permitted(Module module) throws IOException {
        Set<String> types = new TreeSet<>();
        Map<String, Set<String>> packages = new TreeMap<>();
        String current = "";
        for (String line : Files.readAllLines(Pages.root().resolve("docs/src/test/resources/package-uses.txt"))) {
            if (line.startsWith("[")) {
                current = line.substring(1, line.length() - 1);
            } else if (current.equals(module.folder) && !line.isBlank()) {
                String[] sides = line.split(":", 2);
                Stream<String> listed = Arrays.stream(sides[1].split(",")).map(String::strip)
                        .filter(name -> !name.isEmpty());
                if (sides[0].equals("types")) {
                    listed.forEach(types::add);
                } else {
                    packages.put(name(module, sides[0]), listed.map(name -> name(module, name))
                            .collect(Collectors.toCollection(TreeSet::new)));
                }
            }
        }
        return new Permitted(types, packages);
    }

    /** Returns the full name of a package below the root. */
    private static String name(Module module, String text) {
        String shown = text.strip();
        return shown.startsWith(".") ? module.root + shown : shown;
    }

    /** Returns the packages in the sources of each package. */
    private static Map<String, Set<String>> uses(Module module) throws IOException {
        Map<String, Set<String>> uses = new TreeMap<>();
        Set<String> shared = permitted(module).types();
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
                        boolean isShared = use.group(1).equals(module.root) && shared.contains(use.group(2));
                        if (!use.group(1).equals(declared.group(1)) && !isShared) {
                            used.add(use.group(1));
                        }
                    }
                }
            }
        }
        return uses;
    }
}
