/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.store;

/** The rows of a URL report, oldest first. */
public interface UrlRows {

    /**
     * How many there are by now.
     *
     * @return the number
     */
    long size();

    /**
     * One row.
     *
     * @param  index from 0, the oldest
     * @return       the row
     */
    UrlRow get(long index);
}
