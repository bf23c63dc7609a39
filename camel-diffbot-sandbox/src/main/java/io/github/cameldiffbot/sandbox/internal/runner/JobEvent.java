/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.runner;

import java.time.Instant;

/**
 * An event of a job.
 *
 * @param number sequence number of the event
 * @param time   by the sandbox's clock
 * @param job    number of the job
 * @param name   name of the job
 * @param text   description
 */
public record JobEvent(long number, Instant time, long job, String name, String text) {
}
