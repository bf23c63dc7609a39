/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

/**
 * An object that can be submitted as a URL.
 */
public interface HasUrl {

    /**
     * Returns the URL.
     */
    String getUrl();
}
