/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.DiffbotComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.tooling.model.ComponentModel.ComponentOptionModel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The Actuator never shows the secret options, under any name")
class HiddenTokenTest {

    private static final String TOKEN = "5a4db0cd1ffb07c0ffee5a4db0cd1ffb";

    static List<String> secrets() {
        return Catalogue.options().stream().filter(ComponentOptionModel::isSecret).map(Catalogue::propertyName).toList();
    }

    @ParameterizedTest
    @MethodSource("secrets")
    @DisplayName("Each secret option is hidden")
    void hidesEachSecretOption(String name) {
        assertThat(shown("", name, "anything")).isEqualTo(SanitizableData.SANITIZED_VALUE);
    }

    @ParameterizedTest
    @CsvSource({
            "camel.component.diffbot.token, x", "CAMEL_COMPONENT_DIFFBOT_TOKEN, x",
            "camel.component.diffbot.configuration.token, x", "camel.component.diffbot.webhookVerifyToken, x",
            "DIFFBOT_TOKEN, " + TOKEN, "a.url, https://api.diffbot.com/v3/bulk?token=" + TOKEN })
    @DisplayName("The token is hidden under any name and within any value")
    void hidesIt(String key, String value) {
        assertThat(shown(TOKEN, key, value)).isEqualTo(SanitizableData.SANITIZED_VALUE);
        assertThat(shown("{{a.token}}", key, value)).isEqualTo(SanitizableData.SANITIZED_VALUE);
    }

    @ParameterizedTest
    @CsvSource({ "camel.component.diffbot.base-url, https://api.diffbot.com/v3", "my.token, x" })
    @DisplayName("Other values of the application are not hidden")
    void leavesTheRestToTheApplication(String key, String value) {
        assertThat(shown(TOKEN, key, value)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "camel.component.diffbot.custom-headers.Cookie", "camel.component.diffbot.configuration.customHeaders[X-Key]",
            "camel.component.diffbot.notify-webhook", "CAMEL_COMPONENT_DIFFBOT_NOTIFYWEBHOOK",
            "camel.kamelet.diffbot-record-source.token", "CAMEL_KAMELET_DIFFBOT_BULK_SINK_TOKEN", "DIFFBOT_TOKEN",
            "diffbot.token",
            "camel.kamelet.diffbot-bulk-sink.some-route.token" })
    @DisplayName("Other secret properties are hidden by their names")
    void hidesWhatElseIsSecretByItsName(String key) {
        assertThat(shown("", key, "anything")).isEqualTo(SanitizableData.SANITIZED_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "camel.component.diffbot.configuration.token", "camel.component.diffbot.configuration.webhook-verify-token",
            "camel.component.diffbot.notify-webhook", "camel.kamelet.diffbot-bulk-sink.token",
            "camel.component.diffbot.custom-headers.Cookie" })
    @DisplayName("The variable that a secret comes from is hidden")
    void hidesTheVariableThatASecretComesFrom(String property) {
        Boot.application("MY_SECRET=https://x/" + TOKEN, property + "=${MY_SECRET}").run(application -> {
            Boot.component(application);
            assertThat(sanitized(application, "MY_SECRET", "https://x/" + TOKEN)).isEqualTo(SanitizableData.SANITIZED_VALUE);
        });
    }

    @Test
    @DisplayName("The secrets of each Diffbot component are hidden")
    void hidesTheSecretsOfEveryComponent() {
        DiffbotComponent other = new DiffbotComponent();
        other.getConfiguration().setToken(TOKEN);
        Boot.application("camel.component.diffbot.token=another").withBean("diffbotEu", DiffbotComponent.class, () -> other)
                .run(application -> assertThat(sanitized(application, "MY_SECRET", TOKEN))
                        .isEqualTo(SanitizableData.SANITIZED_VALUE));
    }

    @Test
    @DisplayName("Short texts that any value can contain are shown")
    void showsShortTextsThatAnyValueMayHave() {
        Boot.application("camel.component.diffbot.custom-headers.Accept-Language=de").run(application -> {
            Boot.component(application);
            assertThat(sanitized(application, "some.mode", "default")).isEqualTo("default");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "{{env:NOT_SET_ANYWHERE}}", "{{vault:gone}}", "{{gone}}" })
    @DisplayName("A secret that cannot be resolved is hidden by its name")
    void hidesByNameWhenASecretCannotBeResolved(String token) {
        assertThat(shown(token, "camel.component.diffbot.token", token)).isEqualTo(SanitizableData.SANITIZED_VALUE);
        assertThat(shown(token, "another.name", "value")).isEqualTo("value");
    }

    @Test
    @DisplayName("A vault is called once")
    void asksAVaultOnce() {
        AtomicInteger calls = new AtomicInteger();
        Boot.application("camel.component.diffbot.token={{vault:diffbot}}").run(application -> {
            application.getBean(CamelContext.class).getPropertiesComponent().addPropertiesFunction(vault(calls));
            for (int i = 0; i < 100; i++) {
                assertThat(sanitized(application, "a.name", i + TOKEN)).isEqualTo(SanitizableData.SANITIZED_VALUE);
            }
            assertThat(calls).hasValue(1);
        });
    }

    private static PropertiesFunction vault(AtomicInteger calls) {
        return new PropertiesFunction() {
            @Override
            public String getName() {
                return "vault";
            }

            @Override
            public String apply(String key) {
                calls.incrementAndGet();
                return TOKEN;
            }
        };
    }

    @Test
    @DisplayName("Applications without the Actuator start")
    void needsNoActuator() {
        Boot.application().withClassLoader(new FilteredClassLoader(SanitizingFunction.class)).run(
                application -> assertThat(application).hasNotFailed().doesNotHaveBean(SanitizingFunction.class));
    }

    private static Object shown(String token, String key, String value) {
        Object[] shown = new Object[1];
        Boot.application("a.token=" + TOKEN, "camel.component.diffbot.token=" + token).run(
                application -> shown[0] = sanitized(application, key, value));
        return shown[0];
    }

    private static Object sanitized(ApplicationContext application, String key, String value) {
        return application.getBean(SanitizingFunction.class).apply(new SanitizableData(null, key, value)).getValue();
    }
}
