/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.camel;

import java.util.Locale;

import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.SandboxBuilder;
import io.github.cameldiffbot.sandbox.model.ClockMode;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a sandbox with an application of Camel Main. One line in {@code application.properties} enables it:
 *
 * <pre>
 * camel.main.mainListenerClasses = io.github.cameldiffbot.sandbox.camel.DiffbotSandboxListener
 * </pre>
 *
 * The Diffbot component, if it is on the class path, then uses the sandbox. Routes can use the properties
 * {@code diffbot.sandbox.baseUrl}, {@code diffbot.sandbox.token} and {@code diffbot.sandbox.site}, the root of the demo
 * site without a slash at its end. The system properties {@code diffbot.sandbox.port} and {@code diffbot.sandbox.clock}
 * set port and clock; the default ports are 8181 for the API and 8182 for the demo site, or free ones if these are in
 * use.
 */
public class DiffbotSandboxListener extends MainListenerSupport {

    private static final Logger LOG = LoggerFactory.getLogger(DiffbotSandboxListener.class);

    private static final String COMPONENT = "META-INF/services/org/apache/camel/component/diffbot";

    private @Nullable DiffbotSandbox sandbox;

    /** Returns the sandbox while the application runs, else null. */
    public @Nullable DiffbotSandbox sandbox() {
        return sandbox;
    }

    @Override
    public void beforeInitialize(BaseMainSupport main) {
        start(main);
    }

    @Override
    public void afterConfigure(BaseMainSupport main) {
        start(main);
    }

    /**
     * Starts the sandbox. A listener that is named by the property is called only after the components were configured.
     */
    private void start(BaseMainSupport main) {
        if (sandbox != null) {
            return;
        }
        ClockMode clock = ClockMode.valueOf(System.getProperty("diffbot.sandbox.clock", "real").toUpperCase(Locale.ROOT));
        DiffbotSandbox started = builder().clock(clock).start();
        sandbox = started;
        String site = started.demoSite().toString().replaceFirst("/$", "");
        CamelContext context = main.getCamelContext();
        set(main, "diffbot.sandbox.baseUrl", started.baseUrl());
        set(main, "diffbot.sandbox.token", started.token());
        set(main, "diffbot.sandbox.site", site);
        LOG.info("The Diffbot sandbox runs at {} (its page: {}/), its demo site at {}", started.baseUrl(),
                started.baseUrl().replaceFirst("/v3$", ""), site);
        try {
            context.addService(new Stopper(started), true, true);
            if (context.getClassResolver().loadResourceAsURL(COMPONENT) != null) {
                PropertyBindingSupport.build().withCamelContext(context).withTarget(context.getComponent("diffbot"))
                        .withProperty("baseUrl", started.baseUrl()).withProperty("token", started.token()).bind();
            }
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }

    private static SandboxBuilder builder() {
        Integer port = Integer.getInteger("diffbot.sandbox.port");
        return port == null ? DiffbotSandbox.builder().usualPorts(true) : DiffbotSandbox.builder().port(port);
    }

    private static void set(BaseMainSupport main, String name, String value) {
        main.addOverrideProperty(name, value);
        main.getCamelContext().getPropertiesComponent().addOverrideProperty(name, value);
    }

    /** Stops the sandbox with the context. */
    private final class Stopper extends ServiceSupport {

        private final DiffbotSandbox running;

        Stopper(DiffbotSandbox running) {
            this.running = running;
        }

        @Override
        protected void doStop() {
            running.close();
            sandbox = null;
        }
    }
}
