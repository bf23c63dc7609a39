/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.nio.file.Path;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.Fetch;
import io.github.cameldiffbot.data.DataFormat;
import io.github.cameldiffbot.data.OnBadRecord;
import org.apache.camel.spi.StateRepository;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an endpoint for reading results.
 *
 * @param fetch                the body of an event or of a message after run and await
 * @param format               the format of data unless the message sets it
 * @param num                  the number of results to request; null for all
 * @param urlStatus            the statuses of the rows of a URL report to read, separated by commas; null for all
 * @param raw                  whether results are delivered as received
 * @param localWorkDirectory   the directory of a file into which results are downloaded first; null or blank to stream
 *                             them
 * @param maxDownloadSize      the maximum size of a download in bytes; 0 for no limit
 * @param maxRecords           the maximum number of results to read; 0 for all
 * @param groupSize            the number of results in a group; 0 for no groups
 * @param maxRecordSize        the maximum size of a record in bytes
 * @param objectMapper         converts records to objects; null for one with defaults
 * @param recordType           the class of these objects; null for {@code DiffbotRecord}
 * @param onBadRecord          the reaction to a record that cannot be used
 * @param secret               the token to mask in results; null for none
 * @param unique               whether duplicate records are removed
 * @param failOnMissingRecords whether missing records are an error
 * @param incremental          whether only records that are new since the last read are delivered
 * @param stateRepository      stores the checkpoints; null for the memory of this process
 * @param lookbackWindow       the maximum delay of a late record in milliseconds
 */
public record ResultSettings(
        Fetch fetch, DataFormat format, @Nullable Integer num, @Nullable String urlStatus, boolean raw,
        @Nullable String localWorkDirectory, long maxDownloadSize, long maxRecords, int groupSize,
        long maxRecordSize,
        @Nullable ObjectMapper objectMapper, @Nullable Class<?> recordType, OnBadRecord onBadRecord, @Nullable String secret,
        boolean unique, boolean failOnMissingRecords, boolean incremental,
        @Nullable StateRepository<String, String> stateRepository, long lookbackWindow) {

    /**
     * Returns the directory of the files to which results are downloaded before the route receives them; empty to
     * stream them.
     */
    Optional<Path> directory() {
        return localWorkDirectory == null || localWorkDirectory.isBlank()
                ? Optional.empty() : Optional.of(Path.of(localWorkDirectory));
    }
}
