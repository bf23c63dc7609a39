/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The architecture has a reason for each dependency that the component's users get, too.
 */
class DependenciesAreExplainedTest {

    @Test
    void eachIsInTheTable() throws Exception {
        NodeList dependencies = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(Pages.root().resolve("camel-diffbot-component/pom.xml").toFile()).getElementsByTagName("dependency");
        List<String> compiled = new ArrayList<>();
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            if (dependency.getElementsByTagName("scope").getLength() == 0) {
                compiled.add(dependency.getElementsByTagName("artifactId").item(0).getTextContent());
            }
        }

        String names = String.join(" ", Pages.page("docs/architecture.md").names());
        assertThat(compiled).isNotEmpty().allSatisfy(artifact -> assertThat(names).contains(artifact));
    }
}
