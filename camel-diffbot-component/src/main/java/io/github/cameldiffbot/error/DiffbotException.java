/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

import org.apache.camel.spi.HttpResponseAware;

/**
 * Something that Diffbot refused, could not do or did not answer. The subclass says what went wrong, the message what
 * to do about it. Neither the message nor any getter ever holds the token. All facts survive Java serialisation.
 */
public class DiffbotException extends RuntimeException implements HttpResponseAware {

    private static final long serialVersionUID = 1;

    private final String operation;
    private final String jobName;
    private final int httpStatus;
    private final int errorCode;
    private final String serverText;

    public DiffbotException(ErrorDetails failure) {
        super(failure.toMessage(), failure.cause());
        this.operation = failure.operation();
        this.jobName = failure.jobName();
        this.httpStatus = failure.httpStatus();
        this.errorCode = failure.errorCode();
        this.serverText = failure.serverText();
    }

    /**
     * The name of the job, or null when the call was about none.
     */
    public String getJobName() {
        return jobName;
    }

    /**
     * What was asked for, such as <code>create</code> or <code>data</code>.
     */
    public String getOperation() {
        return operation;
    }

    /**
     * Diffbot's own error code, or 0 when it gave none. It can differ from the HTTP status.
     */
    public int getErrorCode() {
        return errorCode;
    }

    /**
     * The start of what the server said, or null when it said nothing.
     */
    public String getServerText() {
        return serverText;
    }

    /**
     * The HTTP status of the answer, or 0 when there was none.
     */
    @Override
    public int getHttpResponseCode() {
        return httpStatus;
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
