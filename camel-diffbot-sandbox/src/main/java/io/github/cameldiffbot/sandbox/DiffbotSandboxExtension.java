/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Runs a sandbox for JUnit tests: one for the class when registered in a static field (it is reset before each test),
 * one for each test otherwise. Tests may take it as a parameter.
 *
 * <pre>
 * &#64;RegisterExtension
 * static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();
 * </pre>
 */
public class DiffbotSandboxExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    private final DiffbotSandbox.Builder builder;
    private DiffbotSandbox sandbox;
    private boolean forClass;

    /** A sandbox with all defaults. */
    public DiffbotSandboxExtension() {
        this(DiffbotSandbox.builder());
    }

    /**
     * A sandbox of one's own making.
     *
     * @param builder describes it
     */
    public DiffbotSandboxExtension(DiffbotSandbox.Builder builder) {
        this.builder = builder;
    }

    /**
     * The sandbox.
     *
     * @return                       the running sandbox
     * @throws IllegalStateException outside of tests
     */
    public DiffbotSandbox sandbox() {
        if (sandbox == null) {
            throw new IllegalStateException("The sandbox runs only while tests do; is the extension registered?");
        }
        return sandbox;
    }

    /**
     * Where the API is.
     *
     * @return what takes the place of {@code https://api.diffbot.com/v3}
     */
    public String baseUrl() {
        return sandbox().baseUrl();
    }

    /**
     * The token to use.
     *
     * @return the default token
     */
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
