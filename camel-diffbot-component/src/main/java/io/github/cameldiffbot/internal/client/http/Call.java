/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.time.Duration;
import java.util.function.Consumer;

import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.client.form.FormBody;
import io.github.cameldiffbot.internal.client.form.FormParameters;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/**
 * One thing to ask of Diffbot, for as many requests as it takes.
 *
 * @param operation what is asked for, as the caller knows it
 * @param jobName   the job that it is about, or null
 * @param path      below the base URL, with a slash in front
 * @param query     the parameters of a GET, without the token
 * @param body      of a POST; null for a GET
 * @param safety    what to do when the answer is lost
 * @param silence   how long the server may be silent
 * @param download  whether the answer is read as it comes, for as long as that takes. Downloads have connections of
 *                  their own, and let other calls go first
 * @param redirects whether redirects are followed
 * @param shaping   gets each request before it is sent
 */
public record Call(
        String operation, String jobName, String path, FormParameters query, FormBody body, Idempotency safety,
        Duration silence, boolean download, boolean redirects, Consumer<HttpUriRequestBase> shaping) {

    private static final Consumer<HttpUriRequestBase> AS_IT_IS = request -> {
    };

    public static Call get(
            String operation, String jobName, String path, FormParameters query, Idempotency safety, Duration silence) {
        return new Call(operation, jobName, path, query, null, safety, silence, false, false, AS_IT_IS);
    }

    public static Call post(
            String operation, String jobName, String path, FormBody body, Idempotency safety, Duration silence) {
        return new Call(operation, jobName, path, null, body, safety, silence, false, false, AS_IT_IS);
    }

    public static Call download(String operation, String jobName, String path, FormParameters query, Duration silence) {
        return new Call(operation, jobName, path, query, null, Idempotency.READ, silence, true, false, AS_IT_IS);
    }

    public Call followingRedirects() {
        return new Call(operation, jobName, path, query, body, safety, silence, download, true, shaping);
    }

    public Call shapedBy(Consumer<HttpUriRequestBase> newShaping) {
        return new Call(operation, jobName, path, query, body, safety, silence, download, redirects, newShaping);
    }

    String method() {
        return body == null ? "GET" : "POST";
    }

    boolean canBeSent() {
        return body == null || body.canBeSent();
    }

    public ErrorDetails failure(String problem, String cure) {
        return ErrorDetails.of(operation, jobName, problem, cure);
    }
}
