/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * Starts a sandbox with the application if {@code diffbot.sandbox.enabled=true}, for development and tests. It needs
 * {@code camel-diffbot-sandbox} on the class path.
 * <p>
 * The component then uses the sandbox instead of its properties {@code base-url} and {@code token}. The
 * {@code DiffbotSandbox} is a bean, and {@code diffbot.sandbox.baseUrl}, {@code diffbot.sandbox.token} and
 * {@code diffbot.sandbox.site} (the root of its demo site without a slash at its end) are properties.
 * {@code diffbot.sandbox.port}, {@code diffbot.sandbox.site-port} (0, the default, for any free one) and
 * {@code diffbot.sandbox.clock} ({@code real}, {@code virtual} or {@code instant}) set it up.
 */
public class DiffbotSandboxInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final String PREFIX = "diffbot.sandbox.";

    private static final String SANDBOX = "io.github.cameldiffbot.sandbox.DiffbotSandbox";

    /**
     * @throws IllegalStateException if the sandbox is enabled and not on the class path
     */
    @Override
    public void initialize(ConfigurableApplicationContext application) {
        if (!application.getEnvironment().getProperty(PREFIX + "enabled", Boolean.class, false)) {
            return;
        }
        if (!ClassUtils.isPresent(SANDBOX, application.getClassLoader())) {
            throw new IllegalStateException(
                    "diffbot.sandbox.enabled=true needs the sandbox. Add the dependency"
                                            + " io.github.cameldiffbot:camel-diffbot-sandbox, or remove the property");
        }
        SandboxStart.start(application);
    }
}
