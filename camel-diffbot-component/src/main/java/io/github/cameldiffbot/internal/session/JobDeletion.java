/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.util.Optional;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;

/**
 * Deletes jobs, but never another job that has the name meanwhile.
 */
public final class JobDeletion {

    private final DiffbotSession session;

    JobDeletion(DiffbotSession session) {
        this.session = session;
    }

    /**
     * Deletes a job unless it is gone or another one has its name.
     *
     * @param  job       the last known state; without a creation time it means any job of its name
     * @param  operation the operation, for errors
     * @param  why       the cause, such as {@code deleteAfterCompletion=true}, for the audit log
     * @return           whether it was deleted
     */
    public boolean delete(Job job, String operation, String why) {
        return session.locked(operation, job.getName(), () -> {
            Optional<Job> now = session.client().reads().find(JobType.of(job.getType()), job.getName())
                    .filter(found -> isSame(job, found));
            now.ifPresent(found -> deleteSeen(found, why));
            return now.isPresent();
        });
    }

    /**
     * Deletes a job that a thread with its lock has just read.
     */
    public void deleteSeen(Job job, String why) {
        session.client().changes().delete(job);
        session.changes().recordDeletion(job);
        session.resultReads().forget(job);
        session.audit().deleted(job, why);
    }

    /**
     * Returns whether two jobs of one name are the same as far as known.
     */
    public static boolean isSame(Job one, Job other) {
        long created = one.getJobCreationTimeUTC();
        return created == 0 || created == other.getJobCreationTimeUTC();
    }
}
