/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.runner;

import java.time.Duration;

/**
 * The options of a job runner.
 *
 * @param pageTime minimum time per page, in real time
 * @param idle     time from the last page to the end of a round, in real time
 * @param workers  number of pages that are crawled at the same time
 */
public record RunnerOptions(Duration pageTime, Duration idle, int workers) {
}
