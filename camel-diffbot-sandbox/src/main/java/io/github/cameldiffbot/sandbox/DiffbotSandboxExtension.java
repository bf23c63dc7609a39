/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Runs a sandbox for JUnit tests. Registered in a static field, it runs one sandbox for the class and resets it before
 * each test, otherwise one sandbox for each test. Tests can have the sandbox as a parameter.
 *
 * <pre>
 * &#64;RegisterExtension
 * static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();
 * </pre>
 */
public class DiffbotSandboxExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    private final SandboxBuilder builder;
    private @Nullable DiffbotSandbox sandbox;
    private boolean forClass;

    /** Creates an extension with the default settings. */
    public DiffbotSandboxExtension() {
        this(DiffbotSandbox.builder());
    }

    /** Creates an extension with the settings of a builder. */
    public DiffbotSandboxExtension(SandboxBuilder builder) {
        this.builder = builder;
    }

    /**
     * Returns the running sandbox.
     *
     * @throws IllegalStateException outside of tests
     */
    public DiffbotSandbox sandbox() {
        if (sandbox == null) {
            throw new IllegalStateException("The sandbox runs during tests only. Check that the extension is registered");
        }
        return sandbox;
    }

    /** Returns the URL of the API, which replaces {@code https://api.diffbot.com/v3}. */
    public String baseUrl() {
        return sandbox().baseUrl();
    }

    /** Returns the default token. */
    public String token() {
        return sandbox().token();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (sandbox == null) {
            sandbox = builder.start();
            forClass = true;
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (sandbox == null) {
            sandbox = builder.start();
        } else {
            sandbox.reset();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!forClass) {
            stop();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == DiffbotSandbox.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return sandbox();
    }

    private void stop() {
        if (sandbox != null) {
            sandbox.close();
            sandbox = null;
        }
        forClass = false;
    }
}
