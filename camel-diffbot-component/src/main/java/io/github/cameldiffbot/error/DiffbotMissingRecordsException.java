/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

/**
 * A download came to its proper end, but had fewer records than the job says it found. Raised with
 * {@code failOnMissingRecords=true}, once all records that there were have been read.
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
     * Returns how many objects the job says it found.
     */
    public long getObjectsFound() {
        return objectsFound;
    }

    /**
     * Returns how many records the download had, those that were left out or skipped counted in.
     */
    public long getRecords() {
        return records;
    }
}
