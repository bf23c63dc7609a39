/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

/**
 * What may be done when a request was possibly carried out, but its answer was lost.
 */
public enum Idempotency {

    /**
     * Changes nothing: ask again.
     */
    SAFE,

    /**
     * Doing it twice leaves the same: send it again.
     */
    IDEMPOTENT,

    /**
     * Makes a job: look whether it is there, and send again only if it is not.
     */
    VERIFIABLE,

    /**
     * Doing it twice costs twice or destroys: leave it to the caller.
     */
    NONE
}
