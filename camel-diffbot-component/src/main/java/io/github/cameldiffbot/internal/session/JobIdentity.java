/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.net.URI;

/**
 * The identity of a job. Bulk jobs and crawls of one token share one set of names.
 *
 * @param baseUrl the URL of the API
 * @param token   the token, which is never shown
 * @param name    the name of the job
 */
public record JobIdentity(URI baseUrl, String token, String name) {

    /**
     * Returns a text that is different for each account. It contains the token.
     */
    public String account() {
        return baseUrl + "\n" + token;
    }

    @Override
    public String toString() {
        return "job '" + name + "' at " + baseUrl;
    }
}
