/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The classes that architecture.md lets a change start with exist")
class StartingClassesTest {

    private static final Pattern TABLE = Pattern.compile("(?s)\n## Where to start\n(.*?)\n## ");
    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w+)`");

    @Test
    @DisplayName("Each class in the table of changes exists")
    void exist() throws IOException {
        Matcher table = TABLE.matcher(Pages.page("docs/architecture.md").prose());
        assertThat(table.find()).as("the section").isTrue();
        Set<String> named = CLASS.matcher(table.group(1)).results().map(name -> name.group(1))
                .collect(Collectors.toSet());

        assertThat(named).hasSizeGreaterThan(20).isSubsetOf(classes());
    }

    private static Set<String> classes() throws IOException {
        try (Stream<Path> files = Files.walk(Pages.root())) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", "")).collect(Collectors.toSet());
        }
    }
}
