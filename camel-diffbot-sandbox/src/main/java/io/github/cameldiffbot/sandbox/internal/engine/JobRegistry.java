/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** Holds the jobs of all tokens. Bulk jobs and crawls of a token share one namespace. */
public final class JobRegistry {

    private final Map<String, Map<String, Job>> jobs = new LinkedHashMap<>();

    /** Returns a copy of the list of the jobs of a token, oldest first. */
    public synchronized List<Job> list(String token) {
        return new ArrayList<>(jobs.getOrDefault(token, Map.of()).values());
    }

    /** Returns a job, or null if the token has no job of this name. */
    public synchronized @Nullable Job get(String token, String name) {
        return jobs.getOrDefault(token, Map.of()).get(name);
    }

    /** Returns a copy of the list of all jobs. */
    public synchronized List<Job> all() {
        List<Job> all = new ArrayList<>();
        jobs.values().forEach(ofToken -> all.addAll(ofToken.values()));
        return all;
    }

    /** Returns a copy of the list of the tokens that have had jobs. */
    public synchronized List<String> tokens() {
        return List.copyOf(jobs.keySet());
    }

    /** Returns the number of jobs of a token. */
    public synchronized int count(String token) {
        return jobs.getOrDefault(token, Map.of()).size();
    }

    /** Returns the job of a name; creates it if there is no such job. */
    public synchronized Job getOrCreate(String token, String name, Supplier<Job> creation) {
        return jobs.computeIfAbsent(token, t -> new LinkedHashMap<>()).computeIfAbsent(name, n -> creation.get());
    }

    /** Removes a job, which does no further work. */
    public synchronized void remove(Job job) {
        jobs.getOrDefault(job.token(), Map.of()).remove(job.name(), job);
        job.delete();
    }

    /** Removes all jobs. */
    public synchronized void removeAll() {
        all().forEach(this::remove);
        jobs.clear();
    }

    /**
     * Replaces all jobs.
     *
     * @param between runs when no job records changes
     */
    public synchronized void replaceAll(List<Job> others, Runnable between) {
        all().forEach(Job::discard);
        jobs.clear();
        between.run();
        others.forEach(job -> jobs.computeIfAbsent(job.token(), t -> new LinkedHashMap<>()).put(job.name(), job));
    }
}
