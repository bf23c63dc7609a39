/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import java.util.Locale;
import java.util.Map;

import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.model.ClockMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The start of the sandbox, apart from its condition: this class loads only if the sandbox is on the class path.
 */
final class SandboxStart {

    private static final Logger LOG = LoggerFactory.getLogger(DiffbotSandboxInitializer.class);

    private static final String BEAN = "diffbotSandbox";

    private SandboxStart() {
    }

    static void start(ConfigurableApplicationContext application) {
        ConfigurableEnvironment environment = application.getEnvironment();
        DefaultListableBeanFactory beans = (DefaultListableBeanFactory) application.getBeanFactory();
        DiffbotSandbox sandbox = DiffbotSandbox.builder().port(port(environment, "port"))
                .sitePort(port(environment, "site-port")).clock(clock(environment)).start();
        // not a bean definition: this one is closed after all others, also if the application does not start
        beans.registerSingleton(BEAN, sandbox);
        beans.registerDisposableBean(BEAN, sandbox::close);

        String site = sandbox.demoSite().toString().replaceFirst("/$", "");
        environment.getPropertySources().addFirst(new MapPropertySource(
                BEAN, Map.of("camel.component.diffbot.base-url", sandbox.baseUrl(), "camel.component.diffbot.token",
                        sandbox.token(), DiffbotSandboxInitializer.PREFIX + "baseUrl", sandbox.baseUrl(),
                        DiffbotSandboxInitializer.PREFIX + "token", sandbox.token(),
                        DiffbotSandboxInitializer.PREFIX + "site", site)));
        LOG.info("The Diffbot sandbox runs at {} (its page: {}/), its demo site at {}", sandbox.baseUrl(),
                sandbox.baseUrl().replaceFirst("/v3$", ""), site);
    }

    private static int port(ConfigurableEnvironment environment, String name) {
        // unlike getProperty, its error names the property
        return Binder.get(environment).bind(DiffbotSandboxInitializer.PREFIX + name, Integer.class).orElse(0);
    }

    private static ClockMode clock(ConfigurableEnvironment environment) {
        String name = DiffbotSandboxInitializer.PREFIX + "clock";
        String mode = environment.getProperty(name, "real");
        try {
            return ClockMode.valueOf(mode.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Property " + name + " is '" + mode + "'. Use real, virtual or instant", e);
        }
    }
}
