/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

import java.io.Serializable;

/**
 * Something that happened to a job.
 * <p>
 * The id is the same for everybody who sees the change, after a restart and on other nodes too, and different for
 * different changes as far as Diffbot shows a difference. It is <code>type/name/creation time/round/status/event</code>
 * and then what tells one time from the next. Parts that do not tell are <code>-</code>:
 * <ul>
 * <li>the end of a job, good or bad, by its completion time: <code>bulk/shop/1770000000/-/-/ended/1770000100</code>.
 * Where Diffbot does not say the time within 30 seconds of its clock, by the pages requested: <code>ended/p30</code>,
 * and <code>ended/p30/resumed</code> when the job went on before;</li>
 * <li>the end of a round by its number: <code>crawl/shop/1770000000/3/-/roundCompleted</code>;</li>
 * <li>the start of a round by its time: <code>crawl/shop/1770000000/2/7/started/1770086400</code>;</li>
 * <li>what happens once in the life of a job: <code>bulk/shop/1770000000/-/-/created</code>, <code>restarted</code>,
 * <code>deleted</code>;</li>
 * <li>other changes of status by the rounds and pages so far: <code>bulk/shop/1770000000/0/6/paused/p30</code>. What
 * happens again with neither moved is counted within a process: <code>paused/p30/2</code>;</li>
 * <li>progress by all counters.</li>
 * </ul>
 *
 * @param type     what happened
 * @param id       names the change, see above
 * @param job      the job as it was seen then; for {@link JobEventType#deleted} as it last was
 * @param previous the status at the look before, or null when there was none
 * @param round    the number of the round that this is about, counted from 1; for events that are not about a round,
 *                 the rounds that the job had completed
 */
public record JobEvent(
        JobEventType type, String id, Job job, JobStatus previous, long round) implements Serializable {
}
