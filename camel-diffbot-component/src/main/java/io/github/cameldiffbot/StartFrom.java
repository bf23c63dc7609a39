/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

/**
 * The first events of a consumer that has not polled before.
 */
public enum StartFrom {

    /**
     * Delivers events after the first poll. Jobs that ended earlier are ignored, even if a pause hides their end.
     */
    latest,

    /**
     * Also delivers the status, last round and end of each job that the first poll finds.
     */
    earliest
}
