/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.cameldiffbot.job.JobKey;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The jobs that exchanges use: they wait for them, read their results, or failed with them and may be redelivered. A
 * job in use must not be deleted by a consumer with {@code deleteAfterCompletion}.
 */
public final class JobsInUse {

    /** By name: bulk and crawl jobs of a token share one set of names. */
    private final Map<String, Integer> uses = new ConcurrentHashMap<>();
    private final Map<String, Integer> failed = new ConcurrentHashMap<>();

    /**
     * The use of a job by an exchange. Closing it again has no effect.
     */
    public interface Use extends AutoCloseable {

        @Override
        void close();

        /**
         * Closes the use when the exchange is done, or immediately if the exchange has no unit of work.
         */
        default void closeWhenDone(Exchange exchange) {
            if (exchange.getUnitOfWork() == null) {
                close();
                return;
            }
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange done) {
                    close();
                }
            });
        }
    }

    /**
     * Begins a use of a job, which lasts until it is closed.
     */
    public Use begin(String jobName) {
        return begin(uses, jobName);
    }

    /**
     * Begins the use by an exchange that failed and may use the job again after a redelivery.
     */
    public Use beginFailed(String jobName) {
        return begin(failed, jobName);
    }

    private static Use begin(Map<String, Integer> uses, String jobName) {
        uses.merge(jobName, 1, Integer::sum);
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                uses.computeIfPresent(jobName, (name, count) -> count == 1 ? null : count - 1);
            }
        };
    }

    /**
     * Returns whether an exchange waits for a job or reads it.
     */
    boolean contains(JobKey job) {
        return uses.containsKey(job.name());
    }

    /**
     * Returns whether an exchange that failed may use a job again.
     */
    boolean containsFailed(JobKey job) {
        return failed.containsKey(job.name());
    }

    boolean isEmpty() {
        return uses.isEmpty() && failed.isEmpty();
    }
}
