/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

import java.io.Serializable;

/**
 * Returns an event of a job.
 * <p>
 * The id of a change is the same on all nodes and after a restart. Different changes have different ids, as far as
 * Diffbot shows a difference. It is {@code type/name/creation time/round/status/event} and a part that identifies the
 * occurrence. Unused parts are {@code -}:
 * <ul>
 * <li>the end of a job, good or bad, by its completion time: {@code bulk/shop/1770000000/-/-/ended/1770000100}. Where
 * Diffbot does not say the time within 30 seconds of its clock, by the pages requested: {@code ended/p30}, and
 * {@code ended/p30/resumed} when the job continued before that;</li>
 * <li>the end of a round by its number: {@code crawl/shop/1770000000/3/-/roundCompleted};</li>
 * <li>the start of a round by its time: {@code crawl/shop/1770000000/2/7/started/1770086400};</li>
 * <li>what happens once in the life of a job: {@code bulk/shop/1770000000/-/-/created}, {@code restarted},
 * {@code deleted};</li>
 * <li>other changes of status by the rounds and pages so far: {@code bulk/shop/1770000000/0/6/paused/p30}. What happens
 * again with neither moved is counted within a process: {@code paused/p30/2};</li>
 * <li>progress by all counters.</li>
 * </ul>
 *
 * @param type     the type of the event
 * @param id       names the change, see above
 * @param job      the job as it was seen then; for {@link JobEventType#deleted} as it last was
 * @param previous the status at the poll before; null for none
 * @param round    the number of the round that this is about, counted from 1; for events that are not about a round,
 *                 the rounds that the job had completed
 */
public record JobEvent(
        JobEventType type, String id, Job job, JobStatus previous, long round) implements Serializable {
}
