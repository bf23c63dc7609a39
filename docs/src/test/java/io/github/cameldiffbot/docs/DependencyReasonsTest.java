/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;

import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The architecture has a reason for each dependency of the component's users")
class DependencyReasonsTest {

    @Test
    @DisplayName("Each dependency of the component has a reason in the architecture")
    void eachIsInTheTable() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(Pages.root().resolve("camel-diffbot-component/pom.xml").toFile());
        NodeList artifacts = (NodeList) XPathFactory.newInstance().newXPath().evaluate(
                "/project/dependencies/dependency[not(scope)]/artifactId", pom, XPathConstants.NODESET);
        List<String> compiled = new ArrayList<>();
        for (int i = 0; i < artifacts.getLength(); i++) {
            compiled.add(artifacts.item(i).getTextContent());
        }

        String names = String.join(" ", Pages.page("docs/architecture.md").names());
        assertThat(compiled).isNotEmpty().allSatisfy(artifact -> assertThat(names).contains(artifact));
    }
}
