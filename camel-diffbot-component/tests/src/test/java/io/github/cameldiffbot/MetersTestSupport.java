/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.function.Predicate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;

/** Tests of meters. */
abstract class MetersTestSupport extends DiffbotTestSupport {

    /** The counters that the registry refuses. */
    volatile Predicate<Meter.Id> refused = id -> false;

    final MeterRegistry registry = new SimpleMeterRegistry() {
        @Override
        protected Counter newCounter(Meter.Id id) {
            if (refused.test(id)) {
                throw new IllegalStateException("The registry cannot");
            }
            return super.newCounter(id);
        }
    };

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        camelContext.getRegistry().bind("metricsRegistry", registry);
        return camelContext;
    }
}
