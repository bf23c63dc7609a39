/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The files of GitHub are valid YAML, pin what they use, and build with the Java versions of the compatibility page")
class WorkflowsTest {

    private static final Path GITHUB = Pages.root().resolve(".github");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(GITHUB)) {
            return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    @DisplayName("Each file is valid YAML")
    void parse(Path file) throws IOException {
        assertThat(load(file).isObject()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("files")
    @DisplayName("Each action has a full version")
    void pinEachAction(Path file) throws IOException {
        assertThat(load(file).findValuesAsText("uses")).allMatch(action -> action.matches("[\\w./-]+@v\\d+\\.\\d+\\.\\d+"));
    }

    @Test
    @DisplayName("The build runs its script on each operating system")
    void buildRunsTheScriptOnEachSystem() throws IOException {
        JsonNode job = load(GITHUB.resolve("workflows/build.yml")).at("/jobs/build");

        assertThat(job.findValuesAsText("run")).containsExactly("bash .ci/run");
        assertThat(Pages.root().resolve(".ci/run")).isRegularFile();
        assertThat(systems(job)).containsExactly("macos-latest", "ubuntu-latest", "windows-latest");
    }

    @Test
    @DisplayName("The build uses the Java versions of the compatibility page")
    void buildUsesTheJavaVersionsOfTheCompatibilityPage() throws IOException {
        JsonNode job = load(GITHUB.resolve("workflows/build.yml")).at("/jobs/build");
        String row = Pages.page("docs/compatibility.md").prose().lines().filter(line -> line.startsWith("| Java |"))
                .collect(Collectors.joining());
        Set<String> named = Pattern.compile("\\d+").matcher(row).results().map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> built = new TreeSet<>();
        job.at("/strategy/matrix/java").forEach(version -> built.add(version.asText()));

        assertThat(built).isEqualTo(named);
        assertThat(Files.readString(Pages.root().resolve("pom.xml")))
                .contains("<maven.compiler.release>" + built.iterator().next() + "</");
    }

    private static Set<String> systems(JsonNode job) {
        Set<String> systems = new TreeSet<>();
        job.at("/strategy/matrix/os").forEach(system -> systems.add(system.asText()));
        job.at("/strategy/matrix/include").forEach(row -> systems.add(row.get("os").asText()));
        return systems;
    }

    private static JsonNode load(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return new ObjectMapper().valueToTree(new Load(LoadSettings.builder().build()).loadFromReader(reader));
        }
    }
}
