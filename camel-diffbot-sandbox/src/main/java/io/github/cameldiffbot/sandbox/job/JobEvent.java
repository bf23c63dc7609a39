/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.time.Instant;

/**
 * Something that happened to a job.
 *
 * @param number counts the events
 * @param time   by the sandbox's clock
 * @param job    the number of the job
 * @param name   of the job
 * @param text   what happened
 */
public record JobEvent(long number, Instant time, long job, String name, String text) {
}
