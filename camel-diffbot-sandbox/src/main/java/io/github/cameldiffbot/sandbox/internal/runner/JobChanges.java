/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.runner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.github.cameldiffbot.sandbox.internal.engine.Job;
import io.github.cameldiffbot.sandbox.internal.engine.JobStatus;
import io.github.cameldiffbot.sandbox.internal.engine.JobView;

/** Numbers the changes of jobs, so that a client can read only what has changed since its last request. */
public final class JobChanges {

    private static final int WAITING = 4;

    private final Map<Long, Seen> seen = new HashMap<>();
    private long number;
    private long removal;

    private record Seen(JobView view, long change) {
    }

    /**
     * The jobs that have changed.
     *
     * @param number   of the last change
     * @param complete whether these are all jobs, because some were removed
     */
    public record Changed(long number, boolean complete, List<Job> jobs) {
    }

    /**
     * Returns the jobs that have changed after a change.
     *
     * @param after number of a change, or negative for all jobs
     * @param views returns the current view of a job
     */
    public synchronized Changed after(long after, List<Job> jobs, Function<Job, JobView> views) {
        Set<Long> current = new HashSet<>();
        Map<Job, Long> changes = new LinkedHashMap<>();
        for (Job job : jobs) {
            current.add(job.number());
            JobView view = timeless(views.apply(job));
            Seen last = seen.get(job.number());
            if (last == null || !last.view().equals(view)) {
                last = new Seen(view, ++number);
                seen.put(job.number(), last);
            }
            changes.put(job, last.change());
        }
        if (seen.size() > current.size()) {
            seen.keySet().retainAll(current);
            removal = ++number;
        }
        boolean complete = after < removal || after > number;
        List<Job> changed = new ArrayList<>();
        changes.forEach((job, change) -> {
            if (complete || change > after) {
                changed.add(job);
            }
        });
        return new Changed(number, complete, changed);
    }

    /** Returns a view without what changes as time passes; the message of a waiting job counts seconds. */
    private static JobView timeless(JobView view) {
        JobStatus status = view.status().code() == WAITING ? new JobStatus(WAITING, "") : view.status();
        return new JobView(
                view.token(), view.name(), view.type(), status, view.created(), view.completed(), view.notified(),
                view.counters(), view.settings(), view.headers(), view.seeds(), view.roundsCompleted(), view.roundStart(), 0);
    }
}
