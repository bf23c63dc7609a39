/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.cameldiffbot.job.JobKey;

/**
 * The jobs that exchanges use: they wait for them or read their results. A job in use must not be deleted by a consumer
 * with <code>deleteAfterCompletion</code>.
 */
final class JobsInUse {

    /** By name: bulk and crawl jobs of a token share one set of names. */
    private final Map<String, Integer> uses = new ConcurrentHashMap<>();

    /**
     * One exchange that uses a job. Closing it a second time has no effect.
     */
    interface Use extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * Begins one more use of a job, which lasts until it is closed.
     */
    Use begin(JobKey job) {
        return begin(job.name());
    }

    /**
     * The same where the job's type is not known yet.
     */
    Use begin(String jobName) {
        uses.merge(jobName, 1, Integer::sum);
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                uses.computeIfPresent(jobName, (name, count) -> count == 1 ? null : count - 1);
            }
        };
    }

    boolean contains(JobKey job) {
        return uses.containsKey(job.name());
    }

    boolean isEmpty() {
        return uses.isEmpty();
    }
}
