/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.springboot;

import java.nio.file.Path;

import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With a token and no other setting, the application uses the real Diffbot with the URLs of its folder.
 */
class RealDiffbotTest {

    @Test
    void isUsedWithAToken() {
        new ApplicationContextRunner().withPropertyValues("diffbot.token=secret")
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withInitializer(context -> new SandboxInitializer().initialize(
                        (GenericApplicationContext) context))
                .run(application -> {
                    assertThat(application).doesNotHaveBean(DiffbotSandbox.class);
                    assertThat(property(application, "camel.component.diffbot.token")).isEqualTo("secret");
                    assertThat(property(application, "camel.component.diffbot.base-url"))
                            .isEqualTo("https://api.diffbot.com/v3");
                    // tests run in the folder of the example, the example in that of the whole project
                    assertThat(Path.of("../..").resolve(property(application, "example.folder")).resolve("urls.txt"))
                            .isRegularFile();
                });
    }

    private static String property(ApplicationContext application, String name) {
        return application.getEnvironment().getProperty(name);
    }
}
