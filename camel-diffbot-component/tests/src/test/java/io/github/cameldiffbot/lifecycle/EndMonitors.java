/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.time.Duration;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;

/** The meter of the oldest end that is not handled, and the health of the consumer of the route {@code events}. */
final class EndMonitors {

    private final CamelContext context;
    private final MeterRegistry meters = new SimpleMeterRegistry();

    EndMonitors(CamelContext context) {
        this.context = context;
        context.getRegistry().bind("metricsRegistry", meters);
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        registry.register(registry.resolveById("consumers"));
    }

    Duration oldestEnd() {
        return Duration.ofSeconds((long) meters.get("camel.diffbot.ends.age").gauge().value());
    }

    Map<String, Object> health() {
        return HealthCheckHelper.invokeReadiness(context).stream()
                .filter(result -> result.getCheck().getId().equals("consumer:events")).findFirst().orElseThrow().getDetails();
    }
}
