/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

/**
 * A complete download has fewer records than the job counts. Raised with {@code failOnMissingRecords} after the last
 * record.
 */
public class DiffbotMissingRecordsException extends DiffbotException {

    private static final long serialVersionUID = 1;

    private final long objectsFound;
    private final long records;

    public DiffbotMissingRecordsException(ErrorDetails failure, long objectsFound, long records) {
        super(failure);
        this.objectsFound = objectsFound;
        this.records = records;
    }

    /**
     * Returns the number of objects that the job reports.
     */
    public long getObjectsFound() {
        return objectsFound;
    }

    /**
     * Returns the number of records in the download, including filtered and skipped ones.
     */
    public long getRecords() {
        return records;
    }
}
