/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.time.Duration;
import java.util.function.Consumer;

import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.client.form.JobSubmission;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.jspecify.annotations.Nullable;

/**
 * A call to Diffbot, independent of its number of requests.
 *
 * @param operation   the name of the operation
 * @param partOf      the operation of the user that this one is a step of; null if it is the user's
 * @param jobName     the name of the job, or null
 * @param path        the path below the base URL, with a leading slash; or a full URL on the same server
 * @param query       the parameters of a GET, without the token
 * @param body        the body of a POST; null for a GET
 * @param idempotency the reaction to a lost response
 * @param readTimeout the maximum time without data from the server
 * @param download    whether the response is streamed. Downloads have separate connections and a lower priority, and
 *                    their redirects are followed
 * @param quotable    whether errors may quote the response
 * @param customizer  customizes each request before it is sent
 */
public record Call(
        String operation, @Nullable String partOf, @Nullable String jobName, String path, FormParameters query,
        @Nullable JobSubmission body, Idempotency idempotency, Duration readTimeout, boolean download, boolean quotable,
        Consumer<HttpUriRequestBase> customizer) {

    private static final Consumer<HttpUriRequestBase> NO_CUSTOMIZER = request -> {
    };

    public static Call get(
            String operation, @Nullable String jobName, String path, FormParameters query, Idempotency idempotency,
            Duration readTimeout) {
        return new Call(operation, null, jobName, path, query, null, idempotency, readTimeout, false, true, NO_CUSTOMIZER);
    }

    public static Call post(
            String operation, String jobName, String path, JobSubmission body, Idempotency idempotency, Duration readTimeout) {
        return new Call(
                operation, null, jobName, path, new FormParameters(), body, idempotency, readTimeout, false, true,
                NO_CUSTOMIZER);
    }

    public static Call download(
            String operation, @Nullable String jobName, String path, FormParameters query, Duration readTimeout) {
        return new Call(operation, null, jobName, path, query, null, Idempotency.SAFE, readTimeout, true, true, NO_CUSTOMIZER);
    }

    /**
     * Returns this call without quotes in its errors, because the response contains secrets.
     */
    public Call withoutQuotes() {
        return new Call(operation, partOf, jobName, path, query, body, idempotency, readTimeout, download, false, customizer);
    }

    public Call withCustomizer(Consumer<HttpUriRequestBase> newCustomizer) {
        return new Call(
                operation, partOf, jobName, path, query, body, idempotency, readTimeout, download, quotable,
                newCustomizer);
    }

    /**
     * Returns this call as a step of another operation, which its errors name.
     *
     * @param userOperation the operation of the user; null or that of this call for none
     */
    public Call partOf(@Nullable String userOperation) {
        return new Call(
                operation, operation.equals(userOperation) ? null : userOperation, jobName, path, query, body, idempotency,
                readTimeout, download, quotable, customizer);
    }

    /**
     * Returns a text of the response as an error may quote it.
     */
    public @Nullable String quote(String text) {
        return quotable ? text : null;
    }

    String method() {
        return body == null ? "GET" : "POST";
    }

    boolean canBeSent() {
        return body == null || body.canBeSent();
    }

    public ErrorDetails errorDetails(String description, String action) {
        return partOf == null
                ? ErrorDetails.of(operation, jobName, description, action)
                : ErrorDetails.of(partOf, jobName, "its " + operation + " request failed: " + description, action);
    }
}
