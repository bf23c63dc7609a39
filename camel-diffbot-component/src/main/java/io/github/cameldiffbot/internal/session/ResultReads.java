/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.github.cameldiffbot.internal.exchange.ReadOutcome;
import io.github.cameldiffbot.internal.exchange.ResultRequest;
import io.github.cameldiffbot.job.Job;
import org.jspecify.annotations.Nullable;

/**
 * The reads of jobs' results since the end of the jobs. A job with an incomplete read must not be deleted, because its
 * other records may be unread.
 */
public final class ResultReads {

    /**
     * Twice the number of jobs that a token can have.
     */
    private static final int MAX_JOBS = 2_000;
    private static final int MAX_READS = 100;

    // by name: bulk and crawl jobs of a token share one set of names. The most recent end is last
    private final Map<String, Reads> jobs = new LinkedHashMap<>();
    // reads of jobs without a known end, while they last
    private final Map<String, Reads> early = new HashMap<>();

    private record Read(String kind, ReadOutcome outcome) {
    }

    /**
     * Records the end of a job. Its reads count from now on.
     */
    public synchronized void recordEnd(Job job) {
        Reads reads = jobs.get(job.getName());
        if (reads == null || !reads.isOf(job)) {
            reads = new Reads(job);
            jobs.remove(job.getName());
            jobs.put(job.getName(), reads);
            if (jobs.size() > MAX_JOBS) {
                Iterator<String> eldest = jobs.keySet().iterator();
                eldest.next();
                eldest.remove();
            }
        }
        Reads running = early.remove(job.getName());
        if (running != null) {
            running.list.forEach(reads::add);
        }
        reads.setJob(job);
    }

    /**
     * Begins a read.
     *
     * @param  kind the kind of data: a later read replaces an incomplete one of the same kind only
     * @return      closed at the end of the read
     */
    synchronized Closeable begin(ResultRequest job, String kind, ReadOutcome outcome) {
        if (job.job() != null && job.job().getStatus().getGroup().isEnd()) {
            recordEnd(job.job());
        }
        Read read = new Read(kind, outcome);
        Reads reads = jobs.get(job.name());
        if (reads != null) {
            reads.add(read);
            return () -> {
            };
        }
        early.computeIfAbsent(job.name(), name -> new Reads(null)).add(read);
        return () -> endEarly(job.name(), read);
    }

    private synchronized void endEarly(String name, Read read) {
        early.computeIfPresent(name, (key, reads) -> {
            reads.list.remove(read);
            return reads.list.isEmpty() ? null : reads;
        });
    }

    /**
     * Returns whether reads since this end of a job are known.
     */
    synchronized boolean isKnown(Job job) {
        Reads reads = jobs.get(job.getName());
        return reads != null && reads.isOf(job);
    }

    /**
     * Returns why results may be unread since a job ended, as a clause; null if all were read.
     */
    synchronized @Nullable String unreadReason(Job job) {
        Reads reads = jobs.get(job.getName());
        return reads != null && reads.isOf(job)
                ? reads.unreadReason()
                : "too many jobs have ended since then, so it is unknown whether its results were read";
    }

    synchronized void forget(Job job) {
        if (isKnown(job)) {
            jobs.remove(job.getName());
        }
    }

    /**
     * The reads of one job since one of its ends.
     */
    private static final class Reads {

        private final List<Read> list = new ArrayList<>(2);
        private @Nullable Job job;
        private boolean tooMany;

        Reads(@Nullable Job job) {
            this.job = job;
        }

        boolean isOf(Job other) {
            if (job == null) {
                return false;
            }
            long completed = job.getJobCompletionTimeUTC();
            // Diffbot may fill in the time of an end later
            return job.getJobCreationTimeUTC() == other.getJobCreationTimeUTC()
                    && (completed <= 0 || completed == other.getJobCompletionTimeUTC());
        }

        void setJob(Job other) {
            job = other;
        }

        void add(Read read) {
            if (list.size() < MAX_READS) {
                list.add(read);
            } else {
                tooMany = true;
            }
        }

        @Nullable
        String unreadReason() {
            if (tooMany) {
                return "its results were read more than " + MAX_READS + " times, and only these are recorded";
            }
            return list.stream().filter(Predicate.not(this::isSuperseded)).map(read -> read.outcome().reason()).findFirst()
                    .orElse(null);
        }

        private boolean isSuperseded(Read read) {
            return read.outcome().isComplete() || list.stream().anyMatch(
                    other -> other.kind().equals(read.kind()) && other.outcome().isCompleteSince(read.outcome()));
        }
    }
}
