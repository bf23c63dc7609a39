/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

/**
 * One record of a download cannot be used, while the download itself is in order. {@link #getReason()} is the kind of
 * the error, {@link #getRecordNumber()} and {@link #getByteOffset()} are its place.
 */
public class DiffbotBadRecordException extends DiffbotException {

    private static final long serialVersionUID = 1;

    /**
     * The kind of error in a record.
     */
    public enum Reason {

        /**
         * A {@code null} where a record should be.
         */
        nullRecord("it is null"),

        /**
         * An object without anything extracted in it.
         */
        empty("nothing was extracted"),

        /**
         * A text, a number, a flag or an array where an object should be.
         */
        notAnObject("it is not an object"),

        /**
         * Diffbot wrote an error in the place of the record.
         */
        error("Diffbot reports an error in its place"),

        /**
         * It is larger than the limit for one record.
         */
        tooLarge("it is too large"),

        /**
         * It is not valid JSON, or goes beyond what the ObjectMapper in use accepts.
         */
        malformed("its JSON cannot be read"),

        /**
         * It does not fit the class that records are to be read as.
         */
        notBindable("it does not fit the record type");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /**
         * Returns the reason as the end of a sentence.
         */
        public String text() {
            return text;
        }
    }

    private final Reason reason;
    private final long recordNumber;
    private final long byteOffset;

    public DiffbotBadRecordException(ErrorDetails failure, Reason reason, long recordNumber, long byteOffset) {
        super(failure);
        this.reason = reason;
        this.recordNumber = recordNumber;
        this.byteOffset = byteOffset;
    }

    /**
     * Returns the kind of the error.
     */
    public Reason getReason() {
        return reason;
    }

    /**
     * Returns which record of the download it is, bad ones counted in; the first is 1. 0 for a record that came from no
     * download.
     */
    public long getRecordNumber() {
        return recordNumber;
    }

    /**
     * Returns where the record starts, in bytes of the download after any decompression.
     */
    public long getByteOffset() {
        return byteOffset;
    }

    /**
     * Makes the exceptions of the records of one download.
     */
    public interface Factory {

        /**
         * Creates the exception of a record that cannot be read.
         *
         * @param number which record of the download it is, from 1
         * @param offset the byte of the download at which it begins
         * @param detail what is wrong with it, or null
         */
        DiffbotBadRecordException badRecord(Reason reason, long number, long offset, String detail, Throwable cause);
    }
}
