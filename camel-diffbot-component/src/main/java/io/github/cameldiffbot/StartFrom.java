/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

/**
 * Where a consumer starts that has not polled before.
 */
public enum StartFrom {

    /**
     * Events are delivered from the first poll on: what had ended before is ignored, also when a pause hides it.
     */
    latest,

    /**
     * The first poll delivers what it finds of every job: its status, its last round and its end, too.
     */
    earliest
}
