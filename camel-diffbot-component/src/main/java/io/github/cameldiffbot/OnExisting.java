/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

/**
 * The reaction of create and run to an existing job of the same name.
 */
public enum OnExisting {

    /**
     * Raises DiffbotJobExistsException. Nothing is spent.
     */
    fail,

    /**
     * Returns the job unchanged, so that a repeated message creates one job.
     */
    attach,

    /**
     * Adds the URLs or seeds to the job and changes the given settings.
     */
    update,

    /**
     * Deletes the job and its data, then creates it again.
     */
    replace
}
