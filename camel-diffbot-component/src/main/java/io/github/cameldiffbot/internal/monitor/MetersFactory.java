/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.monitor;

import io.github.cameldiffbot.internal.session.Meters;
import org.apache.camel.CamelContext;

/**
 * Creates the meters of a Camel context. A separate class, because {@link MicrometerMeters} cannot be loaded without
 * Micrometer.
 */
public final class MetersFactory {

    private MetersFactory() {
    }

    /**
     * Returns meters of Micrometer if it is on the class path and the context has a meter registry; otherwise
     * {@link Meters#NONE}.
     */
    public static Meters create(CamelContext context) {
        if (context.getClassResolver().resolveClass("io.micrometer.core.instrument.MeterRegistry") == null) {
            return Meters.NONE;
        }
        Meters meters = MicrometerMeters.of(context);
        return meters == null ? Meters.NONE : meters;
    }
}
