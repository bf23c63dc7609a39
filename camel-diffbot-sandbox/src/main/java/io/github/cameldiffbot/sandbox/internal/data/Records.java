/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.data;

/** The records of a job, oldest first. */
public interface Records {

    /** Returns the current number of records. */
    long size();

    /**
     * Returns a record as a JSON object in UTF-8.
     *
     * @param index 0 for the oldest record
     */
    byte[] get(long index);
}
