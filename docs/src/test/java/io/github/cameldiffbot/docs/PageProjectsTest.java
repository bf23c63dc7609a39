/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A reader of one page gets what it shows: its files in an empty folder and its commands, with the Maven of the build
 * and the plugins that this binds. Behind a profile, because it takes a minute and needs plugins that the build does
 * not.
 */
@Tag("pages")
@DisplayName("The files and commands of a page are a working application")
class PageProjectsTest {

    @TempDir
    static Path machine;

    private static OwnRepository repository;

    @TempDir
    Path folder;

    @BeforeAll
    static void install() throws IOException {
        repository = OwnRepository.in(machine);
    }

    static Stream<String> names() {
        return Stream.of("getting-started", "camel-main", "kamelets", "spring-boot", "quarkus")
                .filter(name -> name.matches(System.getProperty("docs.pages", ".*")));
    }

    @ParameterizedTest
    @MethodSource("names")
    @DisplayName("Each page is a working application")
    void works(String name) throws Exception {
        PageProject project = new PageProject(Pages.page("docs/" + name + ".md"), folder, repository);
        project.extract();

        project.run("Run it");
        if (name.equals("spring-boot")) {
            project.run("Tests");
        }
    }
}
