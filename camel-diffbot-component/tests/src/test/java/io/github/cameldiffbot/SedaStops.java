/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import org.apache.camel.CamelContext;
import org.apache.camel.component.seda.SedaComponent;

/**
 * Lets routes that read a seda queue stop at once: by default, they wait up to a second for the next message.
 */
public final class SedaStops {

    private static final int POLL_TIMEOUT_MILLIS = 20;

    private SedaStops() {
    }

    public static void quick(CamelContext context) {
        context.getComponent("seda", SedaComponent.class).setDefaultPollTimeout(POLL_TIMEOUT_MILLIS);
    }
}
