/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import org.xml.sax.InputSource;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The dependencies on the pages exist, in the versions of the build")
class PomSnippetsTest {

    private static final Pattern DEPENDENCY
            = Pattern.compile("<dependency>\\s*<groupId>[^<]*</groupId>\\s*<artifactId>([^<]*)</artifactId>");

    static boolean isPom(Snippet snippet) {
        return snippet.text().contains("<dependency>");
    }

    static List<Snippet> snippets() {
        return Pages.snippets("xml").stream().filter(PomSnippetsTest::isPom).toList();
    }

    @ParameterizedTest
    @MethodSource("snippets")
    @DisplayName("Each dependency exists in the version of the build")
    void namesWhatTheBuildHas(Snippet snippet) throws Exception {
        DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        NodeList dependencies = parser.parse(new InputSource(new StringReader("<pom>" + snippet.text() + "</pom>")))
                .getElementsByTagName("dependency");

        assertThat(dependencies.getLength()).isPositive();
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            String group = text(dependency, "groupId");
            if (dependency.getElementsByTagName("version").getLength() == 0) {
                assertThat(snippet.text()).as("the version of %s", group).contains("<scope>import</scope>");
            } else {
                String version = group.equals("io.quarkus.platform") ? quarkus() : System.getProperty("docs.version." + group);
                assertThat(version).as("a group that the build knows: %s", group).isNotNull();
                assertThat(text(dependency, "version")).as(text(dependency, "artifactId")).isEqualTo(version);
            }
        }
    }

    private static String quarkus() throws IOException {
        return Files.readString(Pages.root().resolve("camel-diffbot-examples/quarkus/pom.xml"))
                .replaceAll("(?s).*<quarkus.version>(.*?)</quarkus.version>.*", "$1");
    }

    @Test
    @DisplayName("The project of the page of Spring Boot has the dependencies of its example")
    void springBootIsWhole() throws IOException {
        String page = Pages.snippet("docs/spring-boot.md", "Dependencies", "xml").text();
        String example = Files.readString(Pages.root().resolve("camel-diffbot-examples/spring-boot/pom.xml"));

        assertThat(artifacts(page)).containsExactlyInAnyOrderElementsOf(artifacts(example).toList());
        // Maven 3.8 binds plugins that know no release, and no JUnit 5
        assertThat(page).contains("<maven.compiler.source>17<", "<artifactId>maven-surefire-plugin<")
                .doesNotContain("maven.compiler.release");
    }

    private static Stream<String> artifacts(String pom) {
        return DEPENDENCY.matcher(pom).results().map(match -> match.group(1));
    }

    private static String text(Element dependency, String member) {
        NodeList found = dependency.getElementsByTagName(member);
        assertThat(found.getLength()).as(member).isEqualTo(1);
        return found.item(0).getTextContent().strip();
    }
}
