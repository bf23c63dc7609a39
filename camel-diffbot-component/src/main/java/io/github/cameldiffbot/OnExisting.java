/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

/**
 * The reaction of create to an existing job of the same name.
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
     * Deletes the job and its data, then creates it again.
     */
    replace
}
