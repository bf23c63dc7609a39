/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.data.OnBadRecord;
import io.github.cameldiffbot.internal.data.filter.RecordFilter;
import org.jspecify.annotations.Nullable;

/**
 * Options for reading records.
 *
 * @param mapper         reads the members of a record, with its own limits
 * @param recordType     the class to which each record is bound; null for a {@link DiffbotRecord}
 * @param onBadRecord    the reaction to a record that cannot be used
 * @param maxRecords     the maximum number of records to read; 0 for all
 * @param maskToken      the text to mask with the same number of {@code x}; null for none. Records contain the token
 *                       with which they were created
 * @param maxRecordBytes the maximum size of a record in bytes; 0 for an eighth of the maximum heap, at most 64 MB.
 *                       While a record is read, up to four copies are in memory
 * @param filter         selects the records to deliver; null for all
 */
public record RecordOptions(
        ObjectMapper mapper, @Nullable Class<?> recordType, OnBadRecord onBadRecord, long maxRecords,
        @Nullable String maskToken, long maxRecordBytes, @Nullable RecordFilter filter) {

    private static final long MAX_DEFAULT = 64L << 20;

    // the maximum size of an array is slightly below 2 GB
    private static final long MAX_ARRAY = 1L << 30;

    public RecordOptions {
        maxRecordBytes = maxRecordBytes > 0 ? Math.min(maxRecordBytes, MAX_ARRAY) : defaultMaxRecordBytes();
    }

    static long defaultMaxRecordBytes() {
        return Math.min(MAX_DEFAULT, Runtime.getRuntime().maxMemory() / 8);
    }

    public RecordOptions withFilter(RecordFilter wanted) {
        return new RecordOptions(mapper, recordType, onBadRecord, maxRecords, maskToken, maxRecordBytes, wanted);
    }
}
