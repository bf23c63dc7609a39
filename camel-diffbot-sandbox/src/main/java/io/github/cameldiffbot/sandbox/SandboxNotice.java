/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.time.Instant;

/**
 * Something that a job told the outside: a mail, which is kept here (and sent only if a mail server is set), or a call
 * of a webhook.
 *
 * @param kind   {@code email} or {@code webhook}
 * @param to     the address, or the URL
 * @param job    the name of the job
 * @param status the status text that it tells
 * @param body   of the mail or the call
 * @param time   by the sandbox's clock
 * @param result what came of it: {@code kept}, {@code sent}, the HTTP status, {@code lost} or what went wrong
 */
public record SandboxNotice(String kind, String to, String job, String status, String body, Instant time, String result) {
}
