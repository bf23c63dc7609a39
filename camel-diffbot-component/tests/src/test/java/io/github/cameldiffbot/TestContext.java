/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultClassResolver;
import org.apache.camel.spi.ClassResolver;

/**
 * A context for tests that remembers which files of Camel are missing. Each context searches all jars for several
 * hundred, which takes up to a quarter of the time of a test. Its mock endpoints wait up to 30 seconds for what they
 * expect, not 10, since a message may take that long on a busy machine.
 */
public class TestContext extends DefaultCamelContext {

    private static final String SERVICES = "META-INF/services/org/apache/camel/";
    private static final long RESULT_WAIT = 30_000;
    private static final Set<String> MISSING = ConcurrentHashMap.newKeySet();

    public TestContext() {
        getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> {
            if (endpoint instanceof MockEndpoint mock) {
                mock.setResultWaitTime(RESULT_WAIT);
            }
            return endpoint;
        });
    }

    @Override
    protected ClassResolver createClassResolver() {
        return new DefaultClassResolver(this) {
            @Override
            public InputStream loadResourceAsStream(String uri) {
                if (MISSING.contains(uri)) {
                    return null;
                }
                InputStream found = super.loadResourceAsStream(uri);
                if (found == null && uri.startsWith(SERVICES)) {
                    MISSING.add(uri);
                }
                return found;
            }
        };
    }
}
