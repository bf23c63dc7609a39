/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;

/** Tests with health checks of consumers and routes. */
abstract class HealthTestSupport extends DiffbotTestSupport {

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        HealthCheckRegistry registry = HealthCheckRegistry.get(camelContext);
        registry.register(registry.resolveById("consumers"));
        registry.register(registry.resolveById("routes"));
        return camelContext;
    }

    /** Returns the health of the consumer of the route {@code events}. */
    HealthCheck.Result check() {
        return HealthCheckHelper.invokeReadiness(context, "full").stream()
                .filter(result -> result.getCheck().getId().equals("consumer:events")).findFirst().orElseThrow();
    }

    boolean isDown() {
        return check().getState() == HealthCheck.State.DOWN;
    }
}
