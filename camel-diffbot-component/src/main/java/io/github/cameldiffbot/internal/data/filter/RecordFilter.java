/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.filter;

import io.github.cameldiffbot.data.DiffbotRecord;

/**
 * Selects records of a download. The filter is called once per record, in the order of the download.
 */
public interface RecordFilter {

    /**
     * Returns whether the record is delivered.
     */
    boolean accepts(DiffbotRecord record);

    /**
     * Returns a filter that accepts records that both filters accept. The other filter is called only for records that
     * this one accepts.
     */
    default RecordFilter and(RecordFilter other) {
        return record -> accepts(record) && other.accepts(record);
    }
}
