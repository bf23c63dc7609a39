/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

/**
 * The types of events.
 */
public enum JobEventType {

    /**
     * The job is new: the previous poll did not contain it.
     */
    created,

    /**
     * The job or a further round of it started.
     */
    started,

    /**
     * The counters changed, but not the status.
     */
    progress,

    /**
     * The owner paused the job (6).
     */
    paused,

    /**
     * Diffbot suspended the job for maintenance (8). It continues by itself.
     */
    suspended,

    /**
     * Diffbot halted a crawl that finds nothing to process (11). Check the crawl.
     */
    halted,

    /**
     * The job continues after a pause, or after its end with more to do.
     */
    resumed,

    /**
     * The job has cost more than {@code maxCredits}. It continues. Once for a job and a limit.
     */
    overBudget,

    /**
     * A round of a repeating job ended. The job continues.
     */
    roundCompleted,

    /**
     * The job ended (1, 2, 3 or 9; 6 or 8 if it was paused afterwards; from a webhook also 4 with the last round). 2
     * and 3 of a job that does not repeat: a limit was reached, the data may be partial.
     */
    completed,

    /**
     * The job ended without a result (5 or 10).
     */
    failed,

    /**
     * Diffbot deletes the results soon, and the route has not handled the end: after 70 % of {@code retention}. Once
     * for an end, which stays pending.
     */
    expiring,

    /**
     * The job was restarted, or deleted and created again between two polls. Its data is deleted.
     */
    restarted,

    /**
     * The job was deleted. The body is its last state.
     */
    deleted,

    /**
     * The status code changed without another event, for example to an unknown code.
     */
    status
}
