/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Published jars are named modules")
class ModuleNamesTest {

    private static final Pattern NAME = Pattern.compile("<Automatic-Module-Name>([\\w.]+)</Automatic-Module-Name>");

    @ParameterizedTest
    @ValueSource(strings = { "component", "sandbox", "starter" })
    @DisplayName("Each published jar has the name of a module that the compatibility page gives")
    void moduleName(String module) throws IOException {
        Matcher name = NAME.matcher(Files.readString(Pages.root().resolve("camel-diffbot-" + module + "/pom.xml")));

        assertThat(name.find()).isTrue();
        assertThat(Pages.page("docs/compatibility.md").names()).contains(name.group(1));
    }
}
