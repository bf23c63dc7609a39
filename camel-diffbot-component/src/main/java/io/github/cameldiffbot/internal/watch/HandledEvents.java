/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import io.github.cameldiffbot.job.JobEvent;

/**
 * What is remembered of the events that were handled, by this process or another.
 */
public interface HandledEvents {

    /**
     * Whether an event was handled.
     */
    boolean contains(JobEvent event);

    /**
     * Whether repeating jobs were followed before: then rounds that are not known to be handled are those that nobody
     * followed, and not those of the time before the first start.
     */
    boolean isFollowed();

    /**
     * Remembers that repeating jobs are followed from now on.
     */
    void follow();
}
