/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.time.Duration;

/**
 * Lets tests of other packages wait less long than is right for Diffbot.
 */
public final class ComponentGrace {

    private ComponentGrace() {
    }

    /**
     * How long a create that was not answered in time is looked for.
     */
    public static void set(DiffbotComponent component, Duration grace) {
        component.setGrace(grace);
    }
}
