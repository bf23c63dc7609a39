/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

/**
 * What happens when one record of a download cannot be used.
 */
public enum OnBadRecord {

    /**
     * The download ends with a {@link io.github.cameldiffbot.error.DiffbotBadRecordException}.
     */
    fail,

    /**
     * The record is left out and counted.
     */
    skip
}
