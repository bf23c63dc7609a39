/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

import java.time.Duration;

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
 * @param redirects whether redirects are followed
 */
record Call(
        String operation, String jobName, String path, FormParameters query, FormBody body, Safety safety,
        Duration silence, boolean redirects) {

    static Call get(String operation, String jobName, String path, FormParameters query, Safety safety, Duration silence) {
        return new Call(operation, jobName, path, query, null, safety, silence, false);
    }

    static Call post(String operation, String jobName, String path, FormBody body, Safety safety, Duration silence) {
        return new Call(operation, jobName, path, null, body, safety, silence, false);
    }

    Call followingRedirects() {
        return new Call(operation, jobName, path, query, body, safety, silence, true);
    }

    String method() {
        return body == null ? "GET" : "POST";
    }

    boolean canBeSent() {
        return body == null || body.canBeSent();
    }

    Failure failure(String problem, String cure) {
        return Failure.of(operation, jobName, problem, cure);
    }
}
