/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.time.Duration;

/**
 * Lets tests of other packages shorten a wait that has no option.
 */
public final class ComponentGrace {

    private ComponentGrace() {
    }

    /**
     * Sets the time for which a create without a response is searched for.
     */
    public static void set(DiffbotComponent component, Duration grace) {
        component.setGrace(grace);
    }
}
