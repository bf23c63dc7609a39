/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.ContextServicePlugin;

/**
 * Installs the {@link RouteStopHooks} of a context. Camel finds it on the class path.
 */
public final class RouteStopPlugin implements ContextServicePlugin {

    @Override
    public void load(CamelContext camelContext) {
        RouteStopHooks.of(camelContext);
    }
}
