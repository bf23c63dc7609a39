/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.model;

import java.time.Duration;

/**
 * How webhooks are called. Diffbot's sources disagree about the body and the headers, and a network may lose, delay or
 * repeat calls.
 *
 * @param wrapped whether the body is {@code {"jobs":[job]}} instead of the bare job
 * @param headers whether {@code X-Crawl-Name} and {@code X-Crawl-Status} are sent
 * @param copies  number of times each call is made; 0 loses it
 * @param delay   before each call, in real time
 */
public record WebhookBehaviour(boolean wrapped, boolean headers, int copies, Duration delay) {

    /** The documented behaviour: the bare job with both headers, once and without delay. */
    public static final WebhookBehaviour DOCUMENTED = new WebhookBehaviour(false, true, 1, Duration.ZERO);

    /** Returns a copy that wraps the job in a list or does not. */
    public WebhookBehaviour wrapped(boolean on) {
        return new WebhookBehaviour(on, headers, copies, delay);
    }

    /** Returns a copy that sends the headers or omits them. */
    public WebhookBehaviour headers(boolean on) {
        return new WebhookBehaviour(wrapped, on, copies, delay);
    }

    /** Returns a copy with another number of times each call is made. */
    public WebhookBehaviour copies(int number) {
        return new WebhookBehaviour(wrapped, headers, number, delay);
    }

    /** Returns a copy with another delay before each call. */
    public WebhookBehaviour delay(Duration time) {
        return new WebhookBehaviour(wrapped, headers, copies, time);
    }
}
