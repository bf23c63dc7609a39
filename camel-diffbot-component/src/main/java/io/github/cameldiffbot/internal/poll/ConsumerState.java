/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.poll;

import java.time.Duration;
import java.time.Instant;

import io.github.cameldiffbot.internal.watch.JobTracker;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobKey;
import org.jspecify.annotations.Nullable;

/**
 * The state of a consumer for monitoring and for other parts of the component.
 */
public interface ConsumerState {

    /**
     * Returns the id of its route, also of that around {@code master:}; null for a consumer of {@code pollEnrich}.
     */
    @Nullable
    String routeId();

    /**
     * Returns what handles its events, for messages: a route or pollEnrich.
     */
    default String handler() {
        String route = routeId();
        return route == null ? "pollEnrich" : "route " + route;
    }

    /**
     * Returns the text of the endpoint, without secrets.
     */
    String endpoint();

    boolean isPolling();

    boolean isSuspended();

    /**
     * Returns the earliest time of the next poll; null during a poll, and if only the scheduler knows the time.
     */
    @Nullable
    Instant nextPoll();

    PollTimes pollTimes();

    /**
     * Returns the tracker of its jobs; null before the first start.
     */
    @Nullable
    JobTracker tracker();

    /**
     * Returns the maximum time without a successful poll; null for no limit.
     */
    @Nullable
    Duration maxPollAge();

    /**
     * Returns whether the end of a job is not handled yet, so that the job must not be deleted.
     */
    boolean needs(JobEvent end);

    /**
     * Delivers the last end of a job again at the next poll. Returns false if the consumer has polled none, delivers no
     * ends, or if the id of another event is given.
     *
     * @param  id               the id of the end; null for any
     * @throws RuntimeException if the repository of handled events cannot be changed. Nothing is delivered again then
     */
    boolean redeliver(JobKey job, @Nullable String id);
}
