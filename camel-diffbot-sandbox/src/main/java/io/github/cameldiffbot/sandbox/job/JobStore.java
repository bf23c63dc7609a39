/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The jobs of all tokens. Each token has its own, bulk jobs and crawls in one space of names. */
public final class JobStore {

    private final Map<String, Map<String, Job>> jobs = new LinkedHashMap<>();

    /**
     * The jobs of a token.
     *
     * @param  token the token
     * @return       a copy, oldest first
     */
    public synchronized List<Job> list(String token) {
        return new ArrayList<>(jobs.getOrDefault(token, Map.of()).values());
    }

    /**
     * One job.
     *
     * @param  token the token
     * @param  name  the name
     * @return       the job, or null
     */
    public synchronized Job get(String token, String name) {
        return jobs.getOrDefault(token, Map.of()).get(name);
    }

    /**
     * The jobs of all tokens.
     *
     * @return a copy
     */
    public synchronized List<Job> all() {
        List<Job> all = new ArrayList<>();
        jobs.values().forEach(ofToken -> all.addAll(ofToken.values()));
        return all;
    }

    synchronized int count(String token) {
        return jobs.getOrDefault(token, Map.of()).size();
    }

    synchronized Job getOrCreate(String token, String name, Supplier<Job> creation) {
        return jobs.computeIfAbsent(token, t -> new LinkedHashMap<>()).computeIfAbsent(name, n -> creation.get());
    }

    synchronized void add(Job job) {
        jobs.computeIfAbsent(job.token(), t -> new LinkedHashMap<>()).put(job.name(), job);
    }

    synchronized void remove(Job job) {
        jobs.getOrDefault(job.token(), Map.of()).remove(job.name(), job);
        synchronized (job) {
            job.deleted = true;
        }
    }

    /** Drops all jobs. */
    public synchronized void removeAll() {
        all().forEach(this::remove);
        jobs.clear();
    }
}
