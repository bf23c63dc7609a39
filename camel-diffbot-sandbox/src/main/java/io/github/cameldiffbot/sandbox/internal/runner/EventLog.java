/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.runner;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.github.cameldiffbot.sandbox.internal.engine.Job;
import io.github.cameldiffbot.sandbox.internal.engine.JobStatus;

/** Keeps the last 1,000 events of the jobs, among them each change of a status. */
public final class EventLog {

    private static final int MAX = 1_000;

    private final Deque<JobEvent> events = new ArrayDeque<>();
    private long number;
    private long clears;

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
        events.add(new JobEvent(++number, now, job.number(), job.name(), text));
        if (events.size() > MAX) {
            events.remove();
        }
    }

    /** Returns the last 1,000 events, oldest first. */
    public synchronized List<JobEvent> list() {
        return List.copyOf(events);
    }

    /** Returns a number that rises with each change of the log. */
    public synchronized long changes() {
        return number + clears;
    }

    /** Removes all events. */
    public synchronized void clear() {
        clears++;
        events.clear();
    }
}
