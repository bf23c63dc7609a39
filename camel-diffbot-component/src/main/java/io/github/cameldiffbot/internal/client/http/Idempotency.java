/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

/**
 * Whether a request can be repeated after its response was lost (RFC 9110, section 9.2).
 */
public enum Idempotency {

    /**
     * No effect: repeat the request.
     */
    SAFE,

    /**
     * The same effect when repeated: send it again.
     */
    IDEMPOTENT,

    /**
     * Creates a job: check whether it exists, and repeat only if not.
     */
    VERIFIABLE,

    /**
     * Costs twice or destroys data when repeated: the caller decides.
     */
    NONE
}
