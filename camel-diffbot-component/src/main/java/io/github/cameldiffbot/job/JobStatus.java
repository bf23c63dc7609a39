/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

import java.io.Serializable;
import java.util.Objects;

/**
 * A job's status: Diffbot's code and the text that came with it. Only the code means something; texts vary.
 */
public final class JobStatus implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * The code of a job that reports no status, or one that is not a number.
     */
    public static final int NONE = -1;

    private final int code;
    private final String message;

    public JobStatus(int code, String message) {
        this.code = code;
        this.message = message == null ? "" : message;
    }

    /**
     * Diffbot's status code, 0 to 11 as documented; {@link #NONE} when there was none.
     */
    public int getCode() {
        return code;
    }

    /**
     * Diffbot's text, for people to read; empty when there was none.
     */
    public String getMessage() {
        return message;
    }

    /**
     * What the code means for somebody who waits.
     */
    public JobStatusGroup getGroup() {
        return JobStatusGroup.of(code);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JobStatus that && that.code == code && that.message.equals(message);
    }

    @Override
    public int hashCode() {
        return Objects.hash(code, message);
    }

    @Override
    public String toString() {
        return message.isEmpty() ? Integer.toString(code) : code + " (" + message + ")";
    }
}
