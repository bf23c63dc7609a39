/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.time.Duration;

/**
 * How webhooks are called. The sources disagree on some of it, and the network does what it likes.
 *
 * @param wrapped whether the body is {@code {"jobs":[job]}} and not the bare job
 * @param headers whether {@code X-Crawl-Name} and {@code X-Crawl-Status} are sent
 * @param copies  how often each call is made: 0 loses it, 2 doubles it
 * @param delay   how late it is made, in real time
 */
public record WebhookBehaviour(boolean wrapped, boolean headers, int copies, Duration delay) {

    /** As documented: the bare job, with both headers, once and at once. */
    public static final WebhookBehaviour DOCUMENTED = new WebhookBehaviour(false, true, 1, Duration.ZERO);

    /**
     * Changes the body.
     *
     * @param  on whether to wrap the job
     * @return    the changed behaviour
     */
    public WebhookBehaviour wrapped(boolean on) {
        return new WebhookBehaviour(on, headers, copies, delay);
    }

    /**
     * Changes the headers.
     *
     * @param  on whether to send them
     * @return    the changed behaviour
     */
    public WebhookBehaviour headers(boolean on) {
        return new WebhookBehaviour(wrapped, on, copies, delay);
    }

    /**
     * Changes how often a call is made.
     *
     * @param  number of copies
     * @return        the changed behaviour
     */
    public WebhookBehaviour copies(int number) {
        return new WebhookBehaviour(wrapped, headers, number, delay);
    }

    /**
     * Changes when a call is made.
     *
     * @param  time how late
     * @return      the changed behaviour
     */
    public WebhookBehaviour delay(Duration time) {
        return new WebhookBehaviour(wrapped, headers, copies, time);
    }
}
