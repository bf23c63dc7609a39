/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.util.Optional;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;

/**
 * Deletes jobs for good, and only the one that is meant: not another one that has its name by now.
 */
public final class JobDeletion {

    private final DiffbotSession session;

    JobDeletion(DiffbotSession session) {
        this.session = session;
    }

    /**
     * Deletes a job unless it is gone or another one has its name.
     *
     * @param  job       the job as it was last seen; one whose creation time is not known stands for any of its name
     * @param  operation what is done, for errors
     * @param  why       what asked for it, such as {@code deleteAfterCompletion=true}, for the audit log
     * @return           whether it was deleted
     */
    public boolean delete(Job job, String operation, String why) {
        JobLocks.Held lock = session.lock(operation, job.getName());
        try {
            Optional<Job> now = session.client().find(JobType.of(job.getType()), job.getName())
                    .filter(found -> isSame(job, found));
            now.ifPresent(found -> deleteSeen(found, why));
            return now.isPresent();
        } finally {
            lock.close();
        }
    }

    /**
     * Deletes a job that was just seen by a thread that holds its lock.
     */
    public void deleteSeen(Job job, String why) {
        session.client().delete(job);
        session.changes().recordDeletion(job);
        session.resultReads().forget(job);
        AuditLog.deleted(job, why);
    }

    /**
     * Returns whether two jobs of one name are the same one, as far as is known.
     */
    public static boolean isSame(Job one, Job other) {
        long created = one.getJobCreationTimeUTC();
        return created == 0 || created == other.getJobCreationTimeUTC();
    }
}
