/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;

import io.github.cameldiffbot.internal.monitor.MetersFactory;
import io.github.cameldiffbot.internal.session.Meters;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The component runs without Micrometer on the class path, and with it but without a registry")
class WithoutMicrometerTest {

    @Test
    @DisplayName("The component runs without Micrometer on the class path")
    void itRunsWithoutMicrometersClasses() throws Exception {
        URL[] urls = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("micrometer")).map(WithoutMicrometerTest::url).toArray(URL[]::new);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            Object failure = loader.loadClass(Running.class.getName()).getMethod("failure").invoke(null);

            assertThat(failure).isNull();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    @DisplayName("Without a registry there are no meters")
    void itCountsNothingWithoutARegistry() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertThat(MetersFactory.create(context)).isSameAs(Meters.NONE);
        }
    }

    private static URL url(String entry) {
        try {
            return new File(entry).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * Loads classes a second time, without Micrometer.
     */
    public static final class Running {

        private Running() {
        }

        /**
         * Returns the error of using an endpoint at a closed port, other than the failed connection; null for none.
         */
        public static String failure() {
            try {
                Class.forName("io.micrometer.core.instrument.MeterRegistry");
                return "Micrometer is there";
            } catch (ClassNotFoundException e) {
                // expected
            }
            DiffbotComponent component = new DiffbotComponent();
            component.setMaxRetries(0);
            try (DefaultCamelContext context = new DefaultCamelContext(false)) {
                // otherwise Camel looks for plugins with the system class loader, which has these classes too
                context.setApplicationContextClassLoader(Running.class.getClassLoader());
                context.build();
                context.addComponent("diffbot", component);
                context.start();
                Exception failure = context.createFluentProducerTemplate()
                        .to("diffbot:bulk/shop?operation=status&token=none&baseUrl=http://localhost:1").send().getException();
                List<String> expected = List.of("DiffbotUnavailableException");
                return failure != null && expected.contains(failure.getClass().getSimpleName()) ? null : "Failed: " + failure;
            } catch (Exception e) {
                return e.toString();
            }
        }
    }
}
