/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.data;

/** Stores the records and the URL report of a job. */
public interface JobData {

    /** Returns a live view of the records. */
    Records records();

    /** Returns a live view of the URL report. */
    UrlRows rows();

    /** Appends a record, a JSON object in UTF-8. */
    void addRecord(byte[] record);

    /** Appends a row to the URL report. */
    void addRow(UrlRow row);
}
