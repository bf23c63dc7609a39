/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.time.Duration;

import io.github.cameldiffbot.JobAction;
import io.github.cameldiffbot.OnExisting;

/**
 * What an endpoint says about how its operations are carried out.
 *
 * @param onExisting   what create and run do where the job exists
 * @param status       which jobs list gives, as codes and groups separated by commas; null for all
 * @param validateName whether names must be valid for Diffbot
 * @param timeout      how long run and await wait for the job to end
 * @param onTimeout    what they do with the job after that
 * @param onStop       what they do with it when their route stops
 * @param failOnPause  whether they fail when the job pauses
 */
public record OperationSettings(
        OnExisting onExisting, String status, boolean validateName, Duration timeout, JobAction onTimeout, JobAction onStop,
        boolean failOnPause) {
}
