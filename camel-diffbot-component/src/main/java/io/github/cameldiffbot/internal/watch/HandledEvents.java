/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import io.github.cameldiffbot.job.JobEvent;

/**
 * The record of events that this process or another has handled.
 */
public interface HandledEvents {

    boolean contains(JobEvent event);

    /**
     * Returns whether repeating jobs were tracked before. If so, unhandled rounds are missed events and are not older
     * than the first start.
     */
    boolean isFollowed();

    /**
     * Records that repeating jobs are tracked from now on.
     */
    void follow();
}
