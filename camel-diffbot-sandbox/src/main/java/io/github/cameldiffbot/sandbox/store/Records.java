/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.store;

/** The records of a job, oldest first. */
public interface Records {

    /**
     * How many there are by now.
     *
     * @return the number
     */
    long size();

    /**
     * One record.
     *
     * @param  index from 0, the oldest
     * @return       a JSON object in UTF-8
     */
    byte[] get(long index);
}
