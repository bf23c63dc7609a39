/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.time.Duration;

import io.github.cameldiffbot.OnExisting;
import io.github.cameldiffbot.internal.context.CarriedHeaders;
import io.github.cameldiffbot.job.JobAction;
import org.apache.camel.spi.IdempotentRepository;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an endpoint for operations.
 *
 * @param onExisting      the reaction of create and run to an existing job
 * @param claimRepository the claims of names that nodes share; null for none
 * @param maxCredits      the most credits that a submission may cost; 0 for no limit
 * @param reserveCredits  the credits that must be left on the account; 0 to not read the account
 * @param carry           the headers that are kept for the events of a submitted job
 * @param status          the statuses of the jobs to list, as codes and groups separated by commas; null for all
 * @param validateName    whether names must be valid for Diffbot
 * @param timeout         the maximum wait of run and await
 * @param onTimeout       the action on the job after the timeout
 * @param onStop          the action on the job when the route stops
 * @param failOnPause     whether run and await fail when the job pauses
 */
public record OperationSettings(
        OnExisting onExisting, @Nullable IdempotentRepository claimRepository, long maxCredits, long reserveCredits,
        CarriedHeaders carry, @Nullable String status, boolean validateName,
        Duration timeout,
        JobAction onTimeout,
        JobAction onStop,
        boolean failOnPause) {
}
