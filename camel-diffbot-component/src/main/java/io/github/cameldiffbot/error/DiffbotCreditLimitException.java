/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

/**
 * A submission can cost more credits than {@code maxCredits} or {@code reserveCredits} allow. Nothing was submitted,
 * and a retry with {@code maxCredits} fails the same way.
 */
public class DiffbotCreditLimitException extends DiffbotException {

    private static final long serialVersionUID = 1;

    public DiffbotCreditLimitException(ErrorDetails failure) {
        super(failure);
    }
}
