/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.data.OnBadRecord;
import io.github.cameldiffbot.internal.data.filter.RecordFilter;

/**
 * How records are read.
 *
 * @param mapper         reads the members of a record, with whatever limits it has
 * @param recordType     the class to read each record as; null for a {@link DiffbotRecord}, which is parsed when it is
 *                       first looked into
 * @param onBadRecord    what happens with a record that cannot be used
 * @param maxRecords     how many records to read at most; 0 for all
 * @param maskToken      the text that is replaced by as many <code>x</code> wherever it occurs; null for none. Current
 *                       records hold the token that they were made with
 * @param maxRecordBytes how large a record may be; 0 for an eighth of the largest heap, at most 64 MB. A record is held
 *                       up to four times while it is taken from the stream, so that one that is only a little larger
 *                       could be the end of the whole JVM
 * @param filter         which records are handed out; null for all
 */
public record RecordOptions(
        ObjectMapper mapper, Class<?> recordType, OnBadRecord onBadRecord, long maxRecords, String maskToken,
        long maxRecordBytes, RecordFilter filter) {

    private static final long LARGEST = 64L << 20;

    // arrays end a little below 2 GB
    private static final long POSSIBLE = 1L << 30;

    public RecordOptions {
        if (maxRecordBytes <= 0) {
            maxRecordBytes = Math.min(LARGEST, Runtime.getRuntime().maxMemory() / 8);
        }
        maxRecordBytes = Math.min(maxRecordBytes, POSSIBLE);
    }

    /**
     * The same with all records handed out.
     */
    public RecordOptions(
                         ObjectMapper mapper, Class<?> recordType, OnBadRecord onBadRecord, long maxRecords,
                         String maskToken, long maxRecordBytes) {
        this(mapper, recordType, onBadRecord, maxRecords, maskToken, maxRecordBytes, null);
    }

    /**
     * The same with the default limit on a record's size, too.
     */
    public RecordOptions(
                         ObjectMapper mapper, Class<?> recordType, OnBadRecord onBadRecord, long maxRecords,
                         String maskToken) {
        this(mapper, recordType, onBadRecord, maxRecords, maskToken, 0);
    }

    /**
     * The same with a filter.
     */
    public RecordOptions withFilter(RecordFilter wanted) {
        return new RecordOptions(mapper, recordType, onBadRecord, maxRecords, maskToken, maxRecordBytes, wanted);
    }
}
