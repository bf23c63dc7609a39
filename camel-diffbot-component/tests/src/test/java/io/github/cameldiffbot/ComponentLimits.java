/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

/**
 * Lets tests of other packages lower a limit that has no option.
 */
public final class ComponentLimits {

    private ComponentLimits() {
    }

    public static void maxQueuedJobs(DiffbotComponent component, int maxQueuedJobs) {
        component.setMaxQueuedJobs(maxQueuedJobs);
    }
}
