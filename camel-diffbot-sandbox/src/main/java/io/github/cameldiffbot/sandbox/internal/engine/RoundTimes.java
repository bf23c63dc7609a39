/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

/**
 * The times of the rounds of a job.
 *
 * @param completed number of completed rounds
 * @param start     start of the current round, or of the next one while the job waits for it, in seconds
 * @param due       when a waiting job starts its next round, in milliseconds
 * @param ranOut    when the job last ran out of work, in milliseconds
 * @param seedsDue  when a waiting job crawls its seeds on their own, in milliseconds; 0 for never
 * @param seedsOnly whether the seeds are crawled now, between two rounds
 */
public record RoundTimes(int completed, long start, long due, long ranOut, long seedsDue, boolean seedsOnly) {
}
