/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.StringReader;
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;

import io.github.cameldiffbot.DiffbotComponent;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Camel Main accepts each line of each block of properties")
class PropertiesSnippetsTest {

    static List<Snippet> snippets() {
        return Pages.snippets("properties");
    }

    @ParameterizedTest
    @MethodSource("snippets")
    @DisplayName("Camel Main binds each property")
    void binds(Snippet snippet) throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(snippet.text()));
        Main main = new Main();
        main.configure().withAutoConfigurationFailFast(true);
        main.setDefaultPropertyPlaceholderLocation("false");
        main.addOverrideProperty("camel.main.name", "properties");
        properties.forEach((key, value) -> main.addInitialProperty(key.toString(), value.toString()));

        main.start();
        try {
            // Camel ignores it in another spelling; the others are placeholders of routes on the page
            String routes = Files.readString(Pages.root().resolve(snippet.page()));
            assertThat(properties.stringPropertyNames()).filteredOn(name -> !routes.contains("{{" + name + ":"))
                    .allSatisfy(name -> assertThat(name).startsWith("camel."));
            assertThat(main.getCamelContext().getComponent("diffbot", DiffbotComponent.class)).isNotNull();
        } finally {
            main.stop();
        }
    }
}
