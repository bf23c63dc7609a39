/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.filter;

import io.github.cameldiffbot.data.DiffbotRecord;

/**
 * Says which records of a download are wanted. It is asked once for each, in the order of the download.
 */
public interface RecordFilter {

    /**
     * Whether a record is to be handed out.
     */
    boolean accepts(DiffbotRecord record);

    /**
     * Asks the other filter about what this one accepts.
     */
    default RecordFilter and(RecordFilter other) {
        return record -> accepts(record) && other.accepts(record);
    }
}
