/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

/**
 * The format of a job's records.
 */
public enum DataFormat {

    /**
     * Records with all members.
     */
    json,

    /**
     * Rows of the table that Diffbot makes of the top-level members.
     */
    csv,

    /**
     * Records as lines of text, each with the JSON of a record.
     */
    jsonl
}
