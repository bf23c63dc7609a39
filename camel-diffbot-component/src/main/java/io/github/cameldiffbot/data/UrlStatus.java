/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

/**
 * What a row of a URL report says of its URL. Each row has one of these.
 */
public enum UrlStatus {

    /**
     * The page was fetched and, if that was tried, extracted.
     */
    success,

    /**
     * The page was not fetched, or not extracted although that was tried.
     */
    failed,

    /**
     * The page is the same as another one, so that it was left out on purpose. Nothing is gained by trying it again.
     */
    duplicate,

    /**
     * The row says neither how fetching nor how extracting went.
     */
    unknown
}
