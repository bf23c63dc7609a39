/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

/**
 * What create does when the token already has a job of the name.
 */
public enum OnExisting {

    /**
     * Raises DiffbotJobExistsException. Nothing is spent.
     */
    fail,

    /**
     * Leaves the job as it is and returns it, so that a message that comes twice creates one job.
     */
    attach,

    /**
     * Adds the URLs or seeds to it and changes the settings that are given.
     */
    update,

    /**
     * Deletes the job and its data, then creates it anew.
     */
    replace
}
