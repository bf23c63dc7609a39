/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

/**
 * What is done with a job that nobody waits for any more.
 */
public enum JobAction {

    /**
     * Nothing: it goes on.
     */
    leave,

    /**
     * It is paused.
     */
    pause,

    /**
     * It is deleted, with its data.
     */
    delete
}
