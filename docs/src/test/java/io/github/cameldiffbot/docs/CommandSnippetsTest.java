/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Commands on the pages name existing phases, profiles, modules and classes")
class CommandSnippetsTest {

    private static final Set<String> WORDS = Set.of("-q", "-am", "clean", "compile", "package", "verify", "install", "deploy",
            "test", "exec:java", "formatter:format", "impsort:sort", "license:format", "-DskipTests", "-Dgpg.skip",
            "-Dsurefire.failIfNoSpecifiedTests=false");

    static List<Snippet> snippets() {
        return Pages.snippets("bash");
    }

    @ParameterizedTest
    @MethodSource("snippets")
    @DisplayName("Each command names existing phases, profiles, modules and classes")
    void areKnown(Snippet snippet) {
        assertThat(snippet.text().lines()).isNotEmpty().allSatisfy(CommandSnippetsTest::check);
    }

    private static void check(String command) throws Exception {
        // quoted text is one word
        List<String> words = List.of(command.split(" (?=(?:[^']*'[^']*')*[^']*$)(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"));
        if (command.matches("java (-Dquarkus.profile=dev )?-jar target/quarkus-app/quarkus-run.jar")) {
            return;
        }
        if (words.get(0).equals("java")) {
            checkSandbox(command, words);
            return;
        }
        if (words.get(0).equals("camel")) {
            checkCamelCli(command, words);
            return;
        }
        assertThat(words.get(0)).as(command).isEqualTo("mvn");
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-pl")) {
                i++;
                assertThat(words.get(i).split(",")).allSatisfy(
                        module -> assertThat(Pages.root().resolve(module).resolve("pom.xml")).isRegularFile());
            } else if (word.startsWith("-P")) {
                // in quotation marks for the shell; with ! a profile is left out
                for (String profile : word.substring(2).replaceAll("['!]", "").split(",")) {
                    String id = "<id>" + profile + "</id>";
                    assertThat(poms()).as("profile in " + command).anyMatch(pom -> pom.contains(id));
                }
            } else if (word.startsWith("-Dexec.mainClass=")) {
                String name = word.substring(word.indexOf('=') + 1);
                String simpleName = name.substring(name.lastIndexOf('.') + 1);
                // another test compiles a class that a page shows
                if (Stream.concat(Pages.snippets("java").stream(), Pages.includes().stream())
                        .noneMatch(java -> java.text().contains("class " + simpleName + " "))) {
                    assertThat(Class.forName(name).getMethod("main", String[].class)).isNotNull();
                }
            } else if (word.startsWith("-Dtest=")) {
                String file = word.substring("-Dtest=".length()) + ".java";
                try (Stream<Path> files = Files.walk(Pages.root())) {
                    assertThat(files).as(command).anyMatch(path -> path.endsWith(file));
                }
            } else if (!word.matches("-D(eip\\.|exec\\.args|docs\\.|diffbot\\.|api\\.|starter\\.|benchmark\\.).*"
                                     + "|-DexcludedGroups=slow,kill|-D(camel.main.profile|spring.profiles.active)=dev")) {
                assertThat(WORDS).as(command).contains(word);
            }
        }
    }

    private static void checkCamelCli(String command, List<String> words) throws Exception {
        if (words.get(1).equals("cmd")) {
            assertThat(command).matches("camel cmd send \\w+ --endpoint='diffbot:\\w+\\?operation=\\w+' --reply");
            return;
        }
        assertThat(words.get(1)).as(command).isEqualTo("run");
        assertThat(words).as(command).contains("--dep=mvn:io.github.cameldiffbot:camel-diffbot:" + version());
        for (String word : words.subList(2, words.size())) {
            if (word.startsWith("--camel-version=")) {
                assertThat(poms().get(0)).contains("<camel.version>" + word.substring(word.indexOf('=') + 1) + "<");
            } else if (!word.startsWith("--dep=")) {
                assertThat(Pages.root().resolve("camel-diffbot-examples/camel-cli").resolve(word)).isRegularFile();
            }
        }
    }

    private static String version() throws Exception {
        return poms().get(0).replaceAll("(?s).*?<artifactId>camel-diffbot-parent</artifactId>\\s*<version>([^<]+).*", "$1");
    }

    private static void checkSandbox(String command, List<String> words) throws Exception {
        String version = version();
        assertThat(words.subList(1, 3)).as(command).containsExactly("-jar",
                "camel-diffbot-sandbox/target/camel-diffbot-sandbox-" + version + "-standalone.jar");
        String sandbox = Files.readString(Pages.root().resolve(
                "camel-diffbot-sandbox/src/main/java/io/github/cameldiffbot/sandbox/SandboxMain.java"));
        assertThat(words).filteredOn(word -> word.startsWith("--")).isNotEmpty()
                .allSatisfy(option -> assertThat(sandbox).contains('"' + option + '"'));
    }

    private static List<String> poms() throws Exception {
        Path root = Pages.root();
        return List.of(Files.readString(root.resolve("pom.xml")),
                Files.readString(root.resolve("camel-diffbot-component/pom.xml")),
                Files.readString(root.resolve("camel-diffbot-component/tests/pom.xml")),
                Files.readString(root.resolve("camel-diffbot-examples/quickstart/pom.xml")),
                Files.readString(root.resolve("camel-diffbot-examples/spring-boot/pom.xml")));
    }
}
