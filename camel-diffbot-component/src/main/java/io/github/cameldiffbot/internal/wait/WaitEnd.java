/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

/**
 * The end of a wait for a job.
 */
public enum WaitEnd {

    /**
     * The job or its round has ended, and its data are complete.
     */
    done,

    /**
     * The job has ended without a result.
     */
    failed,

    /**
     * The job is paused or halted, and the wait ends on a pause.
     */
    paused,

    /**
     * The job was deleted.
     */
    gone,

    /**
     * The wait reached its timeout. The job continues.
     */
    timeout,

    /**
     * The wait ended because its route or context stops. The job continues.
     */
    stopped,

    /**
     * The wait ended because its route was suspended and does not support that. The job must be left alone.
     */
    suspended,

    /**
     * The token has no job of this name.
     */
    missing,

    /**
     * The existence of the job is unknown, because the poll failed.
     */
    unknown
}
