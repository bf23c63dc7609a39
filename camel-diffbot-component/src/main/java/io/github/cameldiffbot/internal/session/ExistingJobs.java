/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.cameldiffbot.internal.watch.JobFinder;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;

/**
 * Checks whether a job exists, if possible by the last poll of all jobs: ten thousand exchanges at the same time cost
 * one call.
 */
public final class ExistingJobs {

    private final JobFinder finder;
    private final Supplier<RecentChanges> changes;
    private final Duration maxPollAge;

    /**
     * @param maxPollAge the maximum age of the poll
     */
    ExistingJobs(JobFinder finder, Supplier<RecentChanges> changes, Duration maxPollAge) {
        this.finder = finder;
        this.changes = changes;
        this.maxPollAge = maxPollAge;
    }

    /**
     * Returns the job if it is known to exist, without a call: from a poll that is recent enough and not older than the
     * last change by this application, or from the response to that change.
     */
    public Optional<Job> findKnown(JobType type, String name) {
        Optional<Job> polled = finder.findPolled(type, name, maxAge(name));
        return polled.isPresent()
                ? polled : Optional.ofNullable(changes.get().after(name)).filter(job -> type.includes(job.getType()));
    }

    /**
     * Returns the job; empty if it does not exist.
     */
    public Optional<Job> find(JobType type, String name) {
        Optional<Job> known = findKnown(type, name);
        return known.isPresent() ? known : finder.find(type, name, maxAge(name));
    }

    private Duration maxAge(String name) {
        Duration sinceChange = changes.get().age(name);
        return sinceChange == null || sinceChange.compareTo(maxPollAge) > 0 ? maxPollAge : sinceChange;
    }
}
