/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

import org.apache.camel.spi.HttpResponseAware;
import org.jspecify.annotations.Nullable;

/**
 * The base class. The message has a description and an action, never the token. All fields survive Java serialization.
 */
public class DiffbotException extends RuntimeException implements HttpResponseAware {

    private static final long serialVersionUID = 1;

    private final String operation;
    private final @Nullable String jobName;
    private final int httpStatus;
    private final int errorCode;
    private final @Nullable String serverText;

    public DiffbotException(ErrorDetails failure) {
        super(failure.toMessage(), failure.cause());
        this.operation = failure.operation();
        this.jobName = failure.jobName();
        this.httpStatus = failure.httpStatus();
        this.errorCode = failure.errorCode();
        this.serverText = failure.serverText();
    }

    /**
     * Returns the name of the job; null if the call has none.
     */
    public @Nullable String getJobName() {
        return jobName;
    }

    /**
     * Returns the operation, such as {@code create} or {@code data}.
     */
    public String getOperation() {
        return operation;
    }

    /**
     * Returns Diffbot's error code; 0 for none. It can differ from the HTTP status.
     */
    public int getErrorCode() {
        return errorCode;
    }

    /**
     * Returns the start of the server's error text; null for none.
     */
    public @Nullable String getServerText() {
        return serverText;
    }

    /**
     * Returns the HTTP status of the response; 0 without a response.
     */
    @Override
    public int getHttpResponseCode() {
        return httpStatus;
    }

    /**
     * Does nothing: the exception is immutable.
     */
    @Override
    public void setHttpResponseCode(int code) {
        // required by the interface; the exception is immutable
    }

    /**
     * Returns the HTTP status as text; null without a response.
     */
    @Override
    public @Nullable String getHttpResponseStatus() {
        return getHttpResponseCode() == 0 ? null : Integer.toString(getHttpResponseCode());
    }

    /**
     * Does nothing: the exception is immutable.
     */
    @Override
    public void setHttpResponseStatus(@Nullable String status) {
        // required by the interface; the exception is immutable
    }
}
