/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.error.ErrorDetails;

/**
 * Locks for the changes of one job, shared by all Camel contexts of the process. A lock exists only while a thread
 * holds it or waits for it.
 */
public final class JobLocks {

    private static final Map<JobIdentity, CountedLock> LOCKS = new ConcurrentHashMap<>();

    private JobLocks() {
    }

    /**
     * The right to change a job. It ends when the thread that acquired it closes it.
     */
    public interface Held extends AutoCloseable {

        @Override
        void close();
    }

    private static final class CountedLock {

        private final ReentrantLock lock = new ReentrantLock();
        private int users;
    }

    /**
     * Acquires the lock of a job.
     *
     * @param  operation                   the operation, for the error
     * @param  timeout                     the maximum wait; zero or less for no limit
     * @throws DiffbotUnavailableException if the lock was not free in time, or the thread was interrupted
     */
    public static Held acquire(JobIdentity job, String operation, Duration timeout) {
        CountedLock lock = LOCKS.compute(job, (key, present) -> {
            CountedLock used = present == null ? new CountedLock() : present;
            used.users++;
            return used;
        });
        boolean acquired = false;
        try {
            acquired = tryLock(lock.lock, timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DiffbotUnavailableException(
                    ErrorDetails.of(operation, job.name(), "the thread was interrupted while another exchange changed this job",
                            "Call again when the route runs"));
        } finally {
            if (!acquired) {
                release(job);
            }
        }
        if (!acquired) {
            throw new DiffbotUnavailableException(
                    ErrorDetails.of(operation, job.name(), "another exchange of this application has been changing this job for"
                                                           + " more than " + timeout.toMillis() + " ms; nothing was sent",
                            "Send it again, or raise the option requestTimeout of the component"));
        }
        return () -> {
            lock.lock.unlock();
            release(job);
        };
    }

    private static boolean tryLock(ReentrantLock lock, Duration timeout) throws InterruptedException {
        if (timeout.isNegative() || timeout.isZero()) {
            lock.lockInterruptibly();
            return true;
        }
        return lock.tryLock(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void release(JobIdentity job) {
        LOCKS.computeIfPresent(job, (key, lock) -> --lock.users == 0 ? null : lock);
    }

    /**
     * Returns the number of threads that wait for the lock of a job.
     */
    public static int waiting(JobIdentity job) {
        CountedLock lock = LOCKS.get(job);
        return lock == null ? 0 : lock.lock.getQueueLength();
    }

    /**
     * Returns whether the lock of a job is held or awaited.
     */
    static boolean exists(JobIdentity job) {
        return LOCKS.containsKey(job);
    }
}
