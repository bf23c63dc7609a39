/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

/**
 * Where a consumer starts that has not looked before.
 */
public enum StartFrom {

    /**
     * The first look is where telling starts from: what ended before it is not told.
     */
    latest,

    /**
     * The first look tells of every job that it finds: its last round and its end, too.
     */
    earliest
}
