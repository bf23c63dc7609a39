/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.DataFormat;
import io.github.cameldiffbot.Fetch;
import io.github.cameldiffbot.data.OnBadRecord;
import org.apache.camel.spi.StateRepository;

/**
 * What an endpoint says about the results that it reads.
 *
 * @param fetch                what an event or a job that ended brings
 * @param format               the format of data where a message does not say so
 * @param num                  how many results to read; null for all
 * @param urlStatus            which rows of a URL report to read, separated by commas; null for all
 * @param raw                  whether results are given as Diffbot sends them
 * @param localWorkDirectory   where results are downloaded to before the route gets them; null or blank to stream them
 * @param maxDownloadSize      how many bytes a download may have; 0 for any number
 * @param maxRecords           how many results to read; 0 for all
 * @param maxRecordSize        how many bytes a record may have
 * @param objectMapper         makes objects of records; null for one with defaults
 * @param recordType           the type of these objects; null for {@code DiffbotRecord}
 * @param onBadRecord          what is done about a record that cannot be read
 * @param secret               the token, which results must not show; null where they may
 * @param unique               whether each record comes once
 * @param failOnMissingRecords whether missing records are an error
 * @param incremental          whether only records come that are new since the last read own
 * @param stateRepository      stores that position; null for the memory of this process
 * @param lookbackWindow       by how many milliseconds a record may come late
 */
public record ResultSettings(
        Fetch fetch, DataFormat format, Integer num, String urlStatus, boolean raw, String localWorkDirectory,
        long maxDownloadSize, long maxRecords, long maxRecordSize, ObjectMapper objectMapper,
        Class<?> recordType, OnBadRecord onBadRecord, String secret, boolean unique, boolean failOnMissingRecords,
        boolean incremental, StateRepository<String, String> stateRepository, long lookbackWindow) {

    /**
     * Returns whether results are downloaded to a file before the route gets them.
     */
    boolean toFile() {
        return localWorkDirectory != null && !localWorkDirectory.isBlank();
    }
}
