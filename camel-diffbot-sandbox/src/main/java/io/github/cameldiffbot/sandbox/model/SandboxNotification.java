/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.model;

import java.time.Instant;

/**
 * A notification at the end of a round: a call of a webhook, or a mail. Mails are recorded and not sent.
 *
 * @param kind   {@code email} or {@code webhook}
 * @param to     mail address or URL
 * @param job    name of the job
 * @param status status text of the job
 * @param body   of the mail or of the call
 * @param time   by the sandbox's clock
 * @param result {@code kept} for a mail; for a webhook the HTTP status, {@code lost}, or the error
 */
public record SandboxNotification(String kind, String to, String job, String status, String body, Instant time,
        String result) {
}
