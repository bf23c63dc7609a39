/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

import org.jspecify.annotations.Nullable;

/**
 * One record of a download is invalid. {@link #getReason()} is the kind of error, {@link #getRecordNumber()} and
 * {@link #getByteOffset()} the position.
 */
public class DiffbotBadRecordException extends DiffbotException {

    private static final long serialVersionUID = 1;

    /**
     * The kind of error in a record.
     */
    public enum Reason {

        /**
         * {@code null} instead of a record.
         */
        nullRecord("it is null"),

        /**
         * An object without extracted data.
         */
        empty("nothing was extracted"),

        /**
         * A text, number, boolean or array instead of an object.
         */
        notAnObject("it is not an object"),

        /**
         * An error of Diffbot instead of a record.
         */
        error("Diffbot reports an error in its place"),

        /**
         * The record exceeds the size limit.
         */
        tooLarge("it is too large"),

        /**
         * The JSON is invalid or exceeds the limits of the ObjectMapper.
         */
        malformed("its JSON cannot be read"),

        /**
         * The record does not fit the record class.
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
     * Returns the number of the record in the download, starting at 1 and including bad records; 0 if it is not part of
     * a download.
     */
    public long getRecordNumber() {
        return recordNumber;
    }

    /**
     * Returns the offset of the record in bytes of the decompressed download.
     */
    public long getByteOffset() {
        return byteOffset;
    }

    /**
     * Creates the exceptions of one download.
     */
    public interface Factory {

        /**
         * Creates the exception of a record.
         *
         * @param number the number of the record in the download, starting at 1
         * @param offset the offset of the record in bytes
         * @param detail details of the error, or null
         * @param cause  the cause, or null
         */
        DiffbotBadRecordException badRecord(
                Reason reason, long number, long offset, @Nullable String detail, @Nullable Throwable cause);
    }
}
