/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

/**
 * The reaction to a record of a download that cannot be used.
 */
public enum OnBadRecord {

    /**
     * The download ends with a {@link io.github.cameldiffbot.error.DiffbotBadRecordException}.
     */
    fail,

    /**
     * The record is skipped and counted.
     */
    skip
}
