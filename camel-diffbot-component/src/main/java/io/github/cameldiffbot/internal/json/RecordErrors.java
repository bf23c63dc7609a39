/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.json;

import io.github.cameldiffbot.error.DiffbotBadRecordException;
import io.github.cameldiffbot.error.DiffbotBadRecordException.Reason;

/**
 * Makes the exceptions of records that cannot be read.
 */
public interface RecordErrors {

    /**
     * @param number which record of the download it is, from 1
     * @param offset at which byte of the download it begins
     * @param detail what is wrong with it, or null
     */
    DiffbotBadRecordException badRecord(Reason reason, long number, long offset, String detail, Throwable cause);
}
