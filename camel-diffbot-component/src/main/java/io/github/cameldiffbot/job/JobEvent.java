/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

import java.io.Serializable;

import org.jspecify.annotations.Nullable;

/**
 * An event of a job.
 * <p>
 * The id of a change is the same on all nodes and after a restart. Different changes have different ids, as far as
 * Diffbot shows a difference. It is {@code type/name/creation time/round/status/event} and a part that identifies the
 * occurrence. Unused parts are {@code -}:
 * <ul>
 * <li>the end of a job, good or bad, by its completion time: {@code bulk/shop/1770000000/-/-/ended/1770000100}. If
 * Diffbot does not report the time within 30 seconds of its clock, by the requested pages: {@code ended/p30}, or {@code
 * ended/p30/resumed} if the job continued before;</li>
 * <li>the end of a round by its number: {@code crawl/shop/1770000000/3/-/roundCompleted};</li>
 * <li>the start of a round by its time: {@code crawl/shop/1770000000/2/7/started/1770086400};</li>
 * <li>events that happen once in the life of a job: {@code bulk/shop/1770000000/-/-/created}, {@code restarted}, {@code
 * deleted};</li>
 * <li>the warning of an end that is not handled by the completion time: {@code
 * bulk/shop/1770000000/-/-/expiring/1770000100};</li>
 * <li>other changes of status by the rounds and pages so far: {@code bulk/shop/1770000000/0/6/paused/p30}. Repetitions
 * without progress are counted within a process: {@code paused/p30/2};</li>
 * <li>progress by all counters.</li>
 * </ul>
 *
 * @param type     the type of the event
 * @param id       the id of the change
 * @param job      the state of the job; for {@link JobEventType#deleted} the last one
 * @param previous the status at the previous poll; null for none
 * @param round    the number of the round, starting at 1; for events that do not belong to a round, the number of
 *                 completed rounds
 */
public record JobEvent(
        JobEventType type, String id, Job job, @Nullable JobStatus previous, long round) implements Serializable {
}
