/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

import org.apache.camel.spi.HttpResponseAware;

/**
 * Something that Diffbot refused, could not do or did not answer. What went wrong is told by the subclass; the message
 * says what to do, and neither it nor any getter ever holds the token.
 */
public class DiffbotException extends RuntimeException implements HttpResponseAware {

    private final transient Failure failure;

    public DiffbotException(Failure failure) {
        super(failure.toMessage(), failure.cause());
        this.failure = failure;
    }

    /**
     * The name of the job, or null when the call was about none.
     */
    public String getJobName() {
        return failure == null ? null : failure.jobName();
    }

    /**
     * What was asked for, such as <code>create</code> or <code>data</code>.
     */
    public String getOperation() {
        return failure == null ? null : failure.operation();
    }

    /**
     * Diffbot's own error code, or 0 when it gave none. It can differ from the HTTP status.
     */
    public int getErrorCode() {
        return failure == null ? 0 : failure.errorCode();
    }

    /**
     * The start of what the server said, or null when it said nothing.
     */
    public String getServerText() {
        return failure == null ? null : failure.serverText();
    }

    /**
     * The HTTP status of the answer, or 0 when there was none.
     */
    @Override
    public int getHttpResponseCode() {
        return failure == null ? 0 : failure.httpStatus();
    }

    /**
     * Does nothing: the status is that of the answer.
     */
    @Override
    public void setHttpResponseCode(int code) {
        // the interface asks for it; an exception does not change
    }

    /**
     * The HTTP status as text, or null when there was no answer.
     */
    @Override
    public String getHttpResponseStatus() {
        return getHttpResponseCode() == 0 ? null : Integer.toString(getHttpResponseCode());
    }

    /**
     * Does nothing: the status is that of the answer.
     */
    @Override
    public void setHttpResponseStatus(String status) {
        // the interface asks for it; an exception does not change
    }
}
