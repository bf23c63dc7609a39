/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.StringReader;
import java.util.List;

import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import org.xml.sax.InputSource;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dependencies on the pages exist, in the versions of the build.
 */
class PomSnippetsTest {

    static boolean isPom(Snippet snippet) {
        return snippet.text().contains("<dependency>");
    }

    static List<Snippet> snippets() {
        return Pages.snippets("xml").stream().filter(PomSnippetsTest::isPom).toList();
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void namesWhatTheBuildHas(Snippet snippet) throws Exception {
        DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        NodeList dependencies = parser.parse(new InputSource(new StringReader("<pom>" + snippet.text() + "</pom>")))
                .getElementsByTagName("dependency");

        assertThat(dependencies.getLength()).isPositive();
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            String version = System.getProperty("docs.version." + text(dependency, "groupId"));
            assertThat(version).as("a group that the build knows: %s", text(dependency, "groupId")).isNotNull();
            assertThat(text(dependency, "version")).as(text(dependency, "artifactId")).isEqualTo(version);
        }
    }

    private static String text(Element dependency, String member) {
        NodeList found = dependency.getElementsByTagName(member);
        assertThat(found.getLength()).as(member).isEqualTo(1);
        return found.item(0).getTextContent().strip();
    }
}
