/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.cameldiffbot.internal.watch.JobSelector;
import io.github.cameldiffbot.internal.watch.JobSnapshot;
import io.github.cameldiffbot.internal.watch.SharedJobPoller;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobKey;
import io.github.cameldiffbot.job.JobType;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that exchanges wait for. Finds the waits that a poll ends. Not thread-safe: the caller holds a lock.
 */
final class AwaitedJobs {

    private final SharedJobPoller poller;
    private final Map<JobKey, AwaitedJob> jobs = new LinkedHashMap<>();
    /** Jobs that no poll has shown yet. Their type may be {@link JobType#job}. */
    private final Map<JobKey, AwaitedJob> unseen = new LinkedHashMap<>();
    /** By name, because a job can be in both maps. */
    private final Map<String, Shared> shared = new HashMap<>();
    private int waits;

    AwaitedJobs(SharedJobPoller poller) {
        this.poller = poller;
    }

    /**
     * A wait with its outcome.
     */
    record EndedWait(PendingWait pendingWait, WaitOutcome outcome) {
    }

    private static final class Shared {

        private final OncePerJob once = new OncePerJob();
        private int users;
    }

    int waits() {
        return waits;
    }

    int jobs() {
        return jobs.size() + unseen.size();
    }

    boolean isEmpty() {
        return jobs.isEmpty() && unseen.isEmpty();
    }

    boolean contains(JobKey job) {
        return jobs.containsKey(job) || unseen.containsKey(job)
                || unseen.containsKey(new JobKey(JobType.job.name(), job.name()));
    }

    /**
     * Returns the jobs that a poll has shown.
     */
    Stream<AwaitedJobInfo> report() {
        return jobs.values().stream()
                .map(job -> new AwaitedJobInfo(Objects.requireNonNull(job.last()), job.waits().size()));
    }

    List<AwaitedJob> all() {
        return Stream.concat(jobs.values().stream(), unseen.values().stream()).toList();
    }

    /**
     * Returns the newest known state of a job.
     */
    Job newest(Job job) {
        AwaitedJob awaited = jobs.get(job.getKey());
        return awaited == null ? job : awaited.newest(job);
    }

    /**
     * Adds a wait.
     *
     * @param job the current job, which does not end the wait; null when its existence is unknown
     */
    AwaitedJob add(PendingWait wait, JobType type, String name, @Nullable Job job, long now) {
        if (job != null) {
            return add(wait, job, now);
        }
        AwaitedJob awaited = awaited(unseen, new JobKey(type.name(), name), type, now);
        awaited.add(wait, now);
        count(wait, 1);
        return awaited;
    }

    private AwaitedJob add(PendingWait wait, Job job, long now) {
        AwaitedJob awaited = awaited(jobs, job.getKey(), JobType.of(job.getType()), now);
        awaited.add(wait, job, now);
        count(wait, 1);
        return awaited;
    }

    private AwaitedJob awaited(Map<JobKey, AwaitedJob> map, JobKey job, JobType type, long now) {
        return map.computeIfAbsent(job, key -> {
            Shared common = shared.computeIfAbsent(job.name(), name -> new Shared());
            common.users++;
            AwaitedJob created = new AwaitedJob(JobSelector.named(type, job.name()), common.once, now);
            poller.add(created.selector());
            return created;
        });
    }

    private void count(PendingWait wait, int change) {
        waits += change;
        wait.owner().addWaits(change);
    }

    /**
     * Applies a poll that began at this moment. Returns the waits that it ends.
     */
    List<EndedWait> observe(JobSnapshot snapshot, long startedAt, long now) {
        List<EndedWait> ended = new ArrayList<>();
        Map<JobKey, Job> found = new HashMap<>();
        snapshot.jobs().forEach(job -> found.put(job.getKey(), job));
        jobs.forEach((key, awaited) -> observe(awaited, found.get(key), snapshot, startedAt, now, ended));
        observeUnseen(found, snapshot, startedAt, now, ended);
        removeJobsWithoutWaits();
        return ended;
    }

    private void observe(
            AwaitedJob awaited, @Nullable Job found, JobSnapshot snapshot, long startedAt, long now, List<EndedWait> ended) {
        // an older job of the same name is not the awaited one
        Job job = found == null || awaited.isOlder(found) ? null : found;
        // a wait that began after the poll started needs the next poll
        boolean hasNewWaits = awaited.isNewerThan(startedAt);
        if (job != null) {
            if (!hasNewWaits) {
                awaited.recordFound(job);
            }
            for (PendingWait wait : awaited.removeIf(one -> !one.isNewerThan(startedAt) && one.findEnd(job, now) != null)) {
                end(wait, Objects.requireNonNull(wait.findEnd(job, now)), job, awaited, ended);
            }
        } else if (!hasNewWaits && snapshot.covers(awaited.selector()) && awaited.recordMiss(now)) {
            end(awaited, wait -> true, WaitEnd.gone, ended);
        }
    }

    private void observeUnseen(Map<JobKey, Job> found, JobSnapshot snapshot, long startedAt, long now, List<EndedWait> ended) {
        for (Map.Entry<JobKey, AwaitedJob> entry : unseen.entrySet()) {
            AwaitedJob awaited = entry.getValue();
            if (snapshot.covers(awaited.selector())) {
                Job job = find(found, entry.getKey(), awaited.selector());
                for (PendingWait wait : awaited.removeIf(one -> !one.isNewerThan(startedAt))) {
                    if (job == null) {
                        end(wait, WaitEnd.missing, null, awaited, ended);
                    } else {
                        startOrEnd(wait, job, now, ended);
                    }
                }
            }
        }
    }

    private void startOrEnd(PendingWait wait, Job job, long now, List<EndedWait> ended) {
        count(wait, -1);
        Job newest = newest(job);
        WaitEnd end = wait.start(newest, now);
        if (end != null) {
            ended.add(new EndedWait(wait, WaitOutcome.of(end, newest)));
        } else {
            add(wait, newest, now);
        }
    }

    private static @Nullable Job find(Map<JobKey, Job> found, JobKey key, JobSelector selector) {
        if (selector.type() != JobType.job) {
            return found.get(key);
        }
        return found.values().stream().filter(selector::includes).findFirst().orElse(null);
    }

    /**
     * Ends the waits for jobs that no poll has shown yet, because a poll that began at this moment failed.
     */
    List<EndedWait> endUnseen(RuntimeException failure, long startedAt) {
        List<EndedWait> ended = new ArrayList<>();
        for (AwaitedJob awaited : unseen.values()) {
            for (PendingWait wait : awaited.removeIf(one -> !one.isNewerThan(startedAt))) {
                count(wait, -1);
                ended.add(new EndedWait(wait, new WaitOutcome(WaitEnd.unknown, null, failure, awaited.once())));
            }
        }
        removeJobsWithoutWaits();
        return ended;
    }

    List<EndedWait> end(Predicate<PendingWait> matching, WaitEnd end) {
        List<EndedWait> ended = new ArrayList<>();
        all().forEach(awaited -> end(awaited, matching, end, ended));
        removeJobsWithoutWaits();
        return ended;
    }

    private void end(AwaitedJob awaited, Predicate<PendingWait> matching, WaitEnd end, List<EndedWait> ended) {
        awaited.removeIf(matching).forEach(wait -> end(wait, end, awaited.last(), awaited, ended));
    }

    private void end(PendingWait wait, WaitEnd end, @Nullable Job job, AwaitedJob awaited, List<EndedWait> ended) {
        count(wait, -1);
        ended.add(new EndedWait(wait, new WaitOutcome(end, job, null, awaited.once())));
    }

    private void removeJobsWithoutWaits() {
        removeJobsWithoutWaits(jobs);
        removeJobsWithoutWaits(unseen);
    }

    private void removeJobsWithoutWaits(Map<JobKey, AwaitedJob> map) {
        for (Iterator<Map.Entry<JobKey, AwaitedJob>> all = map.entrySet().iterator(); all.hasNext();) {
            Map.Entry<JobKey, AwaitedJob> entry = all.next();
            if (entry.getValue().waits().isEmpty()) {
                poller.remove(entry.getValue().selector());
                shared.computeIfPresent(entry.getKey().name(), (name, common) -> --common.users == 0 ? null : common);
                all.remove();
            }
        }
    }
}
