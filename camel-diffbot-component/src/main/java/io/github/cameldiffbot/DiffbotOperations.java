/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import io.github.cameldiffbot.job.JobType;

/**
 * What a producer can do.
 */
public enum DiffbotOperations {

    /**
     * Creates a job from the URLs (bulk) or seeds (crawl) in the body. The body becomes the job. What happens when the
     * name is taken is said by onExisting.
     */
    create(false, true),

    /**
     * Adds the URLs or seeds in the body, if any, to a job that exists, and changes the settings that are given. The
     * body becomes the job.
     */
    update(false, true),

    /**
     * Pauses a job. The body becomes the job.
     */
    pause(true, true),

    /**
     * Resumes a paused job. The body becomes the job.
     */
    resume(true, true),

    /**
     * Throws a job's data away and starts it over, which costs credits again. The body becomes the job.
     */
    restart(true, true),

    /**
     * Deletes a job and its data for good. The body becomes the job as it last was.
     */
    delete(true, true),

    /**
     * Starts a crawl's next round now, which costs credits. The body becomes the job.
     */
    startRound(true, true),

    /**
     * Reads one job. The body becomes the job.
     */
    status(true, true),

    /**
     * Lists the token's jobs, of the type and with the names (a pattern) that the endpoint has and with the status that
     * the option status names. The body becomes a list of jobs.
     */
    list(true, false),

    /**
     * Reads a job's records. The body becomes an iterator of records for a streaming split, of rows with format=csv, or
     * an InputStream with raw=true.
     */
    data(true, true),

    /**
     * Reads what became of each URL of a job. The body becomes an iterator of rows for a streaming split, of those that
     * the option urlStatus names, or an InputStream with raw=true.
     */
    urlReport(true, true),

    /**
     * Searches the records of one job, or of all jobs of the token when no job is named. The body becomes an iterator
     * of records, read page after page.
     */
    search(true, false),

    /**
     * Creates a job as create does, waits for its end without holding a thread, and returns what the option fetch
     * names: the job, its records or its URL report. For a repeating job it waits for the end of the first round.
     */
    run(false, true),

    /**
     * Waits as run does for a job that exists. Of a job that repeats, the end of the current round is waited for.
     */
    await(true, true);

    private final boolean eitherType;
    private final boolean nameNeeded;

    DiffbotOperations(boolean eitherType, boolean nameNeeded) {
        this.eitherType = eitherType;
        this.nameNeeded = nameNeeded;
    }

    /**
     * Whether jobs of this type have the operation.
     */
    public boolean suits(JobType type) {
        if (this == startRound) {
            return type != JobType.bulk;
        }
        return eitherType || type != JobType.job;
    }

    /**
     * Whether it is about one job, which has to be named.
     */
    public boolean isNameNeeded() {
        return nameNeeded;
    }
}
