/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import org.jspecify.annotations.Nullable;

/**
 * The URLs can be read only once, and an earlier attempt or another step has begun to read them.
 */
public final class UrlsUsedUpException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UrlsUsedUpException(String message, @Nullable Throwable earlier) {
        super(message, earlier);
    }
}
