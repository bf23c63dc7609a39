/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

/**
 * The reaction to a text among the URLs that is not an http or https URL.
 */
public enum OnBadUrl {

    /**
     * Raises an error with the text and its position. No job is created.
     */
    fail,

    /**
     * Ignores the text and logs the total.
     */
    skip
}
