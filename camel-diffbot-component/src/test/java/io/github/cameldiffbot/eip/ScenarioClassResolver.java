/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultClassResolver;

/**
 * Caches missing resources. Each context asks all jars for several hundred files, which would take a quarter of a
 * scenario's time.
 */
final class ScenarioClassResolver extends DefaultClassResolver {

    private static final Set<String> MISSING = ConcurrentHashMap.newKeySet();

    ScenarioClassResolver(CamelContext context) {
        super(context);
    }

    @Override
    public InputStream loadResourceAsStream(String uri) {
        InputStream found = MISSING.contains(uri) ? null : super.loadResourceAsStream(uri);
        if (found == null) {
            MISSING.add(uri);
        }
        return found;
    }
}
