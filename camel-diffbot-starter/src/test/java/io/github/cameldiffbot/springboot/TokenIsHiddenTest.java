/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import java.util.List;

import org.apache.camel.tooling.model.ComponentModel.ComponentOptionModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.test.context.FilteredClassLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Actuator never shows the secret options, whatever they are called.
 */
class TokenIsHiddenTest {

    private static final String TOKEN = "5a4db0cd1ffb07c0ffee5a4db0cd1ffb";

    static List<String> secrets() {
        return Catalogue.options().stream().filter(ComponentOptionModel::isSecret).map(Catalogue::propertyName).toList();
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void hidesEachSecretOption(String name) {
        assertThat(shown("", name, "anything")).isEqualTo(SanitizableData.SANITIZED_VALUE);
    }

    @ParameterizedTest
    @CsvSource({
            "camel.component.diffbot.token, x", "CAMEL_COMPONENT_DIFFBOT_TOKEN, x",
            "camel.component.diffbot.configuration.token, x", "camel.component.diffbot.webhookVerifyToken, x",
            "DIFFBOT_TOKEN, " + TOKEN, "a.url, https://api.diffbot.com/v3/bulk?token=" + TOKEN })
    void hidesIt(String key, String value) {
        assertThat(shown(TOKEN, key, value)).isEqualTo(SanitizableData.SANITIZED_VALUE);
        assertThat(shown("{{a.token}}", key, value)).isEqualTo(SanitizableData.SANITIZED_VALUE);
    }

    @ParameterizedTest
    @CsvSource({ "camel.component.diffbot.base-url, https://api.diffbot.com/v3", "my.token, x" })
    void leavesTheRestToTheApplication(String key, String value) {
        assertThat(shown(TOKEN, key, value)).isEqualTo(value);
    }

    @Test
    void needsNoActuator() {
        Boot.application().withClassLoader(new FilteredClassLoader(SanitizingFunction.class)).run(
                application -> assertThat(application).hasNotFailed().doesNotHaveBean(SanitizingFunction.class));
    }

    private static Object shown(String token, String key, String value) {
        Object[] shown = new Object[1];
        Boot.application("a.token=" + TOKEN, "camel.component.diffbot.token=" + token).run(
                application -> shown[0] = application.getBean(SanitizingFunction.class)
                        .apply(new SanitizableData(null, key, value)).getValue());
        return shown[0];
    }
}
