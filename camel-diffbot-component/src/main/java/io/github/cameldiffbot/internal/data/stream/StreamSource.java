/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.stream;

import io.github.cameldiffbot.internal.client.http.ResultStream;

/**
 * Opens a download. It is called when the first record is read, so that an unread iterator costs no request.
 */
@FunctionalInterface
public interface StreamSource {

    /**
     * Sends the request.
     */
    ResultStream open();
}
