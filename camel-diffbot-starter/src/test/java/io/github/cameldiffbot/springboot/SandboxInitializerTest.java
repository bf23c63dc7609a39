/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;

import io.github.cameldiffbot.DiffbotConfiguration;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("One property starts the sandbox with the application")
class SandboxInitializerTest {

    private static final String ENABLED = "diffbot.sandbox.enabled=true";
    // after the end another process may use the usual one
    private static final String FREE_PORT = "diffbot.sandbox.port=0";

    private static ApplicationContextRunner application(String... properties) {
        return Boot.application(properties).withInitializer(new DiffbotSandboxInitializer());
    }

    @Test
    @DisplayName("Spring Boot finds the initializer")
    void isFoundBySpringBoot() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(ApplicationContextInitializer.class))
                .hasAtLeastOneElementOfType(DiffbotSandboxInitializer.class);
    }

    @Test
    @DisplayName("The component uses it instead of the address and the token of the application")
    void isUsed() {
        application(ENABLED, "camel.component.diffbot.token=real", "camel.component.diffbot.base-url=http://127.0.0.1:1/v3")
                .run(application -> {
                    DiffbotSandbox sandbox = application.getBean(DiffbotSandbox.class);
                    DiffbotConfiguration configuration = Boot.component(application).getConfiguration();
                    assertThat(configuration.getBaseUrl()).isEqualTo(sandbox.baseUrl());
                    assertThat(configuration.getToken()).isEqualTo(sandbox.token());

                    Job job = application.getBean(CamelContext.class).createProducerTemplate().requestBody(
                            "diffbot:bulk/one?urls={{diffbot.sandbox.site}}/notes/1", null, Job.class);
                    assertThat(sandbox.job(job.getName()).submitted()).isEqualTo(1);
                });
    }

    @Test
    @DisplayName("Its address, token and site are properties of Spring and of Camel")
    void hasProperties() {
        application(ENABLED, "a.url=${diffbot.sandbox.base-url}/bulk").run(application -> {
            DiffbotSandbox sandbox = application.getBean(DiffbotSandbox.class);
            CamelContext camel = application.getBean(CamelContext.class);
            Environment environment = application.getEnvironment();
            assertThat(camel.resolvePropertyPlaceholders("{{diffbot.sandbox.baseUrl}} {{diffbot.sandbox.token}}"))
                    .isEqualTo(sandbox.baseUrl() + " " + sandbox.token());
            assertThat(environment.getProperty("diffbot.sandbox.site") + "/").isEqualTo(sandbox.demoSite().toString());
        });
    }

    @Test
    @DisplayName("It is closed with the application")
    void isClosed() {
        AtomicReference<DiffbotSandbox> sandbox = new AtomicReference<>();

        application(ENABLED, FREE_PORT).run(application -> sandbox.set(application.getBean(DiffbotSandbox.class)));

        assertClosed(sandbox.get());
    }

    @Test
    @DisplayName("It is closed after an application that does not start")
    void isClosedAfterAFailedStart() {
        AtomicReference<Object> sandbox = new AtomicReference<>();

        application(ENABLED, FREE_PORT, "camel.component.diffbot.max-retries=many")
                .withInitializer(context -> sandbox.set(context.getBeanFactory().getSingleton("diffbotSandbox")))
                .run(application -> assertThat(application).hasFailed());

        assertClosed((DiffbotSandbox) sandbox.get());
    }

    @Test
    @DisplayName("The sandbox is not started by default")
    void isNotStartedByDefault() {
        application("diffbot.sandbox.enabled=false").run(
                application -> assertThat(application).hasNotFailed().doesNotHaveBean(DiffbotSandbox.class));
        application().run(application -> assertThat(application).hasNotFailed().doesNotHaveBean(DiffbotSandbox.class));
    }

    @Test
    @DisplayName("Without the sandbox on the class path the error names the dependency")
    void needsTheSandbox() {
        FilteredClassLoader without = new FilteredClassLoader("io.github.cameldiffbot.sandbox");

        application(ENABLED).withClassLoader(without).run(application -> assertThat(application).getFailure()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("io.github.cameldiffbot:camel-diffbot-sandbox"));
        application().withClassLoader(without).run(application -> assertThat(application).hasNotFailed());
    }

    @Test
    @DisplayName("An unknown clock is an error with property, value and solution")
    void namesAnUnknownClock() {
        application(ENABLED, "diffbot.sandbox.clock=fast").run(application -> assertThat(application).getFailure()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Property diffbot.sandbox.clock is 'fast'. Use real, virtual or instant"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "port", "site-port" })
    @DisplayName("It uses the ports that are set, also if they are in use")
    void usesPorts(String name) throws IOException {
        try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            application(ENABLED, "diffbot.sandbox." + name + "=" + used.getLocalPort())
                    .run(application -> assertThat(application).getFailure()
                            .hasStackTraceContaining(String.valueOf(used.getLocalPort())));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "port", "site-port" })
    @DisplayName("An invalid port is an error with its property")
    void namesAnInvalidPort(String name) {
        application(ENABLED, "diffbot.sandbox." + name + "=many").run(application -> assertThat(application).getFailure()
                .hasMessageContaining("diffbot.sandbox." + name));
    }

    @Test
    @DisplayName("Its clock may be virtual")
    void usesTheClock() {
        application(ENABLED, "diffbot.sandbox.clock=virtual").run(application -> assertThat(
                application.getBean(DiffbotSandbox.class).clock().toNextEvent()).isFalse());
        application(ENABLED).run(application -> assertThatThrownBy(
                () -> application.getBean(DiffbotSandbox.class).clock().toNextEvent())
                .isInstanceOf(IllegalStateException.class));
    }

    private static void assertClosed(DiffbotSandbox sandbox) {
        assertThat(sandbox).isNotNull();
        assertThatThrownBy(() -> new Socket("127.0.0.1", sandbox.port()).close()).isInstanceOf(ConnectException.class);
    }
}
