/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.springboot;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConfiguration;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Without the profile dev, the application uses the real Diffbot with its token")
class RealDiffbotTest {

    @Test
    @DisplayName("With a token the application uses the real Diffbot and starts no sandbox")
    void isUsedWithAToken() {
        new ApplicationContextRunner().withPropertyValues("diffbot.token=5a4db0cd1ffb07c0ffee5a4db0cd1ffb",
                "camel.springboot.routes-include-pattern=false", "camel.springboot.auto-startup=false")
                .withInitializer(new ConfigDataApplicationContextInitializer()).withUserConfiguration(NoRoutes.class)
                .run(application -> {
                    assertThat(application).doesNotHaveBean(DiffbotSandbox.class);
                    DiffbotConfiguration diffbot = application.getBean(CamelContext.class)
                            .getComponent("diffbot", DiffbotComponent.class).getConfiguration();
                    assertThat(diffbot.getToken()).isEqualTo("5a4db0cd1ffb07c0ffee5a4db0cd1ffb");
                    assertThat(diffbot.getBaseUrl()).isEqualTo("https://api.diffbot.com/v3");
                });
    }

    @Configuration
    @EnableAutoConfiguration
    static class NoRoutes {
    }
}
