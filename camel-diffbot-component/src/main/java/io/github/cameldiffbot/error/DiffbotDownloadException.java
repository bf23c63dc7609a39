/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

import org.jspecify.annotations.Nullable;

/**
 * A download is larger than {@code maxDownloadSize} or cannot be stored in {@code localWorkDirectory}.
 */
public class DiffbotDownloadException extends DiffbotException {

    private static final long serialVersionUID = 1;

    public DiffbotDownloadException(ErrorDetails failure) {
        super(failure);
    }

    public static DiffbotDownloadException tooLarge(String operation, @Nullable String jobName, long max) {
        return new DiffbotDownloadException(
                ErrorDetails.of(operation, jobName, "the download has more than " + max + " bytes",
                        "Raise the option maxDownloadSize if that is no mistake"));
    }
}
