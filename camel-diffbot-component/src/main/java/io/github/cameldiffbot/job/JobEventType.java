/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

/**
 * The types of events.
 */
public enum JobEventType {

    /**
     * The job is new: the poll before did not show it.
     */
    created,

    /**
     * Work began: the job's first, or that of a further round.
     */
    started,

    /**
     * The counters moved while the status stayed.
     */
    progress,

    /**
     * The job's owner paused it (6).
     */
    paused,

    /**
     * Diffbot suspended it for maintenance (8); it continues by itself.
     */
    suspended,

    /**
     * Diffbot halted it because the crawl finds nothing to process (11); check the crawl.
     */
    halted,

    /**
     * The job continues after a pause, or after its end because it got more to do.
     */
    resumed,

    /**
     * A round of a repeating job ended; the job continues.
     */
    roundCompleted,

    /**
     * The job has ended (1, 2, 3 or 9). After 2 and 3, limits that were reached, the data may be partial. A job that
     * was paused after its end has status 6 or 8 here.
     */
    completed,

    /**
     * The job ended without a result (5 or 10).
     */
    failed,

    /**
     * The job was restarted: its data is deleted, its creation time is new. So is a job that was deleted and created
     * again between two polls.
     */
    restarted,

    /**
     * The job was deleted. Its body is the job as it last was.
     */
    deleted,

    /**
     * The status code changed in a way that no other event names, for instance to a code that is unknown here.
     */
    status
}
