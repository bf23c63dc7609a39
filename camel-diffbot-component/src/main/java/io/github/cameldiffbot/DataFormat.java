/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

/**
 * The format of a job's records.
 */
public enum DataFormat {

    /**
     * Records with all members.
     */
    json,

    /**
     * A table with the top-level members, as Diffbot makes it.
     */
    csv
}
