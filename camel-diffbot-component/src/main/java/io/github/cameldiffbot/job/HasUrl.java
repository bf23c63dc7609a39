/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

/**
 * What stands for a URL where URLs are submitted.
 */
public interface HasUrl {

    /**
     * The URL.
     */
    String getUrl();
}
