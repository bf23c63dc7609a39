/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

/**
 * The action on a job after the wait for it ended.
 */
public enum JobAction {

    /**
     * The job continues.
     */
    leave,

    /**
     * The job is paused.
     */
    pause,

    /**
     * The job is deleted with its data.
     */
    delete
}
