/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.data;

/** The rows of a URL report, oldest first. */
public interface UrlRows {

    /** Returns the current number of rows. */
    long size();

    /**
     * Returns a row.
     *
     * @param index 0 for the oldest row
     */
    UrlRow get(long index);
}
