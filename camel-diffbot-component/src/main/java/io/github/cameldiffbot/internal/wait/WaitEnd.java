/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

/**
 * How a wait for a job ended.
 */
public enum WaitEnd {

    /**
     * The job is over, or its round is, and its data are complete.
     */
    done,

    /**
     * The job is over without a result.
     */
    failed,

    /**
     * The job is paused or halted, and the waiter did not want to wait for that.
     */
    paused,

    /**
     * The job is gone.
     */
    gone,

    /**
     * The wait took as long as it may. The job goes on.
     */
    timeout,

    /**
     * The wait ended because its route or context stops. The job goes on.
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
     * It could not be found out whether there is such a job.
     */
    unknown
}
