/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

import java.io.Serializable;

/**
 * Something that happened to a job.
 *
 * @param type     what happened
 * @param id       the same for everybody who sees this happen, after a restart and on other nodes too:
 *                 <code>type/name/creation time/round/status/event</code> and, where the same can happen again, what
 *                 tells one time from the next. Parts that do not tell are <code>-</code>
 * @param job      the job as it was seen then; for {@link JobEventType#deleted} as it last was
 * @param previous the status at the look before, or null when there was none
 * @param round    the number of the round that this is about, counted from 1; for events that are not about a round,
 *                 the rounds that the job had completed
 */
public record JobEvent(
        JobEventType type, String id, Job job, JobStatus previous, long round) implements Serializable {
}
