/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.springboot;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The Actuator does not show the token, even where it shows values")
class HiddenTokenTest extends RunningApplication {

    @ParameterizedTest
    @ValueSource(strings = { "configprops", "env", "env/camel.component.diffbot.token", "env/diffbot.sandbox.token" })
    @DisplayName("Endpoints that show values show that there is a token, masked")
    void showsThatThereIsOne(String path) {
        assertThat(actuator(path)).contains("******").doesNotContain(sandbox.token());
    }

    @ParameterizedTest
    @ValueSource(strings = { "health", "beans", "camelroutes", "conditions", "metrics", "mappings", "info", "loggers" })
    @DisplayName("Other endpoints do not contain the token")
    void hasItInNoOtherPlace(String path) {
        assertThat(actuator(path)).matches("(?s)[{\\[].*").doesNotContain(sandbox.token());
    }
}
