/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.runner;

import java.time.Instant;

import io.github.cameldiffbot.sandbox.internal.engine.Job;
import io.github.cameldiffbot.sandbox.internal.engine.JobStatus;

/** Keeps the last 1,000 events of the jobs, among them each change of a status. */
public final class EventLog extends RecentList<JobEvent> {

    private long number;

    /** Adds an event if the status of a job has changed since the last call. */
    public void addStatusChange(Job job, Instant now) {
        synchronized (job) {
            JobStatus status = job.changedStatus(now.toEpochMilli());
            if (status != null) {
                add(job, now, status.code() + " " + status.message());
            }
        }
    }

    /** Adds an event. */
    public synchronized void add(Job job, Instant now, String text) {
        add(new JobEvent(++number, now, job.number(), job.name(), text));
    }
}
