/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

/**
 * What is done about a text among the URLs that is not an http or https URL.
 */
public enum OnBadUrl {

    /**
     * Raises an error that names the text and its position. No job is created.
     */
    fail,

    /**
     * Leaves it out, and logs how many were.
     */
    skip
}
