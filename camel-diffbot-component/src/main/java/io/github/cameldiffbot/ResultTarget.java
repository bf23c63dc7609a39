/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

/**
 * How records and URL reports reach the route.
 */
public enum ResultTarget {

    /**
     * As they come from the wire.
     */
    stream,

    /**
     * From a file in localWorkDirectory, when the download is complete.
     */
    file
}
