/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

/**
 * The status of a URL in a URL report. Each row has exactly one.
 */
public enum UrlStatus {

    /**
     * The page was fetched and, if extraction was attempted, extracted.
     */
    success,

    /**
     * The page was not fetched, or extraction was attempted and failed.
     */
    failed,

    /**
     * The page duplicates another one and was not extracted on purpose. Submitting it again is pointless.
     */
    duplicate,

    /**
     * The row contains neither a fetch status nor an extraction status.
     */
    unknown
}
