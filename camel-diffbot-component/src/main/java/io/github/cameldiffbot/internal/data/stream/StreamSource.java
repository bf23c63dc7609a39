/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.stream;

import io.github.cameldiffbot.internal.client.http.ResultStream;

/**
 * Where a download comes from. It is opened when the first record is asked for, so that an iterator that nobody reads
 * costs no request.
 */
@FunctionalInterface
public interface StreamSource {

    /**
     * Sends the request.
     */
    ResultStream open();
}
