/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

import java.io.Serializable;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The status of a job: Diffbot's code and text. The text varies; only the code has a meaning.
 */
public final class JobStatus implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * The code of a job without a status or with an invalid one.
     */
    public static final int NONE = -1;

    private static final int MAX_SCANNED = 2000;
    private static final int MAX_SHOWN = 280;
    private static final String DOTS = "...";
    // server text must not add lines to a log or control a terminal
    private static final Pattern NOT_SHOWN = Pattern.compile("[\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    private final int code;
    private final String message;
    private final JobStatusGroup group;

    /**
     * Creates the status of a job that does not repeat.
     */
    public JobStatus(int code, @Nullable String message) {
        this(code, message, JobStatusGroup.of(code));
    }

    JobStatus(int code, @Nullable String message, JobStatusGroup group) {
        this.code = code;
        this.message = message == null ? "" : message;
        this.group = group;
    }

    /**
     * Returns Diffbot's status code, 0 to 11; {@link #NONE} if there was none.
     */
    public int getCode() {
        return code;
    }

    /**
     * Returns Diffbot's text unchanged; empty if there was none. It can contain line breaks and control characters; for
     * logs use {@link #getShortMessage()}.
     */
    public String getMessage() {
        return message;
    }

    /**
     * Returns the start of the text for logs and messages: on one line, without control and invisible characters, 280
     * characters at most.
     */
    public String getShortMessage() {
        String start = message.length() > MAX_SCANNED ? message.substring(0, MAX_SCANNED) : message;
        String line = NOT_SHOWN.matcher(start).replaceAll(" ").strip();
        if (line.length() <= MAX_SHOWN) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(MAX_SHOWN - DOTS.length() - 1))
                ? MAX_SHOWN - DOTS.length() - 1 : MAX_SHOWN - DOTS.length();
        return line.substring(0, end) + DOTS;
    }

    /**
     * Returns the group of the code. A limit of a job that repeats ends only its round.
     */
    public JobStatusGroup getGroup() {
        return group;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JobStatus that && that.code == code && that.group == group
                && that.message.equals(message);
    }

    @Override
    public int hashCode() {
        return Objects.hash(code, message);
    }

    @Override
    public String toString() {
        String text = getShortMessage();
        return text.isEmpty() ? Integer.toString(code) : code + " (" + text + ")";
    }
}
