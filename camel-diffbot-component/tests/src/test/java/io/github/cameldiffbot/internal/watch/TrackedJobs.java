/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobType;
import io.github.cameldiffbot.job.Jobs;

/** A tracker of all jobs, polls at times of Diffbot's clock, and the events that they produce. */
final class TrackedJobs {

    static final long NOW = 1_770_000_000;

    final JobTracker tracker;

    TrackedJobs(String events, boolean emitExisting) {
        tracker = new JobTracker(JobSelector.matching(JobType.job, name -> true), EventSelection.parse(events), emitExisting);
    }

    /** Returns the crawl shop, which was created long ago. */
    static Jobs shop(int status) {
        return Jobs.crawl("shop").status(status).created(NOW - 100_000);
    }

    /** @param time Diffbot's clock in seconds; 0 for a response without it */
    void poll(long time, Jobs... jobs) {
        tracker.observe(snapshot(time, jobs));
    }

    static JobSnapshot snapshot(long time, Jobs... jobs) {
        List<Job> shown = Stream.of(jobs).map(job -> job.with("currentTimeUTC", time).job()).toList();
        return new JobSnapshot(shown);
    }

    /** Handles the pending events. */
    List<JobEvent> events() {
        List<JobEvent> all = new ArrayList<>();
        for (List<JobEvent> events = tracker.claim(10, Set.of()); !events.isEmpty(); events = tracker.claim(10, Set.of())) {
            events.forEach(tracker::acknowledge);
            all.addAll(events);
        }
        return all;
    }

    /** Handles the pending events, and returns the name of each job with the event. */
    List<String> handled() {
        return events().stream().map(event -> event.job().getName() + " " + event.type()).toList();
    }

    List<String> types() {
        return events().stream().map(event -> event.type().name()).toList();
    }

    /** Handles the pending events, and returns the ids of ends without the job. */
    List<String> ends() {
        return events().stream().map(JobEvent::id).filter(id -> id.contains("/ended"))
                .map(id -> id.replaceFirst(".*/ended", "ended"))
                .toList();
    }
}
