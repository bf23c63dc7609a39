/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Writes down what happens to jobs: each change of their status. */
public final class EventLog {

    private static final int MAX = 1_000;

    private final Deque<JobEvent> events = new ArrayDeque<>();
    private long number;

    /** Notes the status of a job, if it is another than before. */
    void note(Job job, Instant now) {
        synchronized (job) {
            JobStatus status = StatusRules.of(job, now.toEpochMilli(), false);
            if (status.code() != job.loggedStatus) {
                job.loggedStatus = status.code();
                add(job, now, status.code() + " " + status.message());
            }
        }
    }

    synchronized void add(Job job, Instant now, String text) {
        events.add(new JobEvent(++number, now, job.number(), job.name(), text));
        if (events.size() > MAX) {
            events.remove();
        }
    }

    /**
     * What happened so far.
     *
     * @return the last 1,000 events, oldest first
     */
    public synchronized List<JobEvent> list() {
        return List.copyOf(events);
    }

    /** Forgets all. */
    public synchronized void clear() {
        events.clear();
    }
}
