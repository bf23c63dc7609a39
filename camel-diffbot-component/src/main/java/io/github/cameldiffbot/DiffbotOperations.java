/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import io.github.cameldiffbot.job.JobType;

/**
 * The operations of a producer.
 */
public enum DiffbotOperations {

    /**
     * Creates a job from the URLs (bulk) or seeds (crawl) in the body and returns it. For an existing name see
     * onExisting.
     */
    create(false, true),

    /**
     * Adds the URLs or seeds in the body to an existing job, changes the given settings and returns the job.
     */
    update(false, true),

    /**
     * Pauses a job and returns it.
     */
    pause(true, true),

    /**
     * Resumes a paused job and returns it.
     */
    resume(true, true),

    /**
     * Deletes the data of a job, starts it again, which costs credits again, and returns it.
     */
    restart(true, true),

    /**
     * Deletes a job and its data permanently and returns its last state.
     */
    delete(true, true),

    /**
     * Starts the next round of a crawl now, which costs credits, and returns the job.
     */
    startRound(true, true),

    /**
     * Returns a job.
     */
    status(true, true),

    /**
     * Returns a list of the token's jobs, selected by type, name pattern and the option status.
     */
    list(true, false),

    /**
     * Returns the records of a job as an iterator; lines of text with format=jsonl, rows with format=csv, an
     * InputStream with raw=true.
     */
    data(true, true),

    /**
     * Returns the result of each URL of a job as an iterator of rows, selected by urlStatus; an InputStream with
     * raw=true.
     */
    urlReport(true, true),

    /**
     * Searches the records of a job, or of all jobs if none is named, and returns them as an iterator.
     */
    search(true, false),

    /**
     * Creates a job, waits without a thread for its end (of a repeating job: its first round) and returns what fetch
     * selects.
     */
    run(false, true),

    /**
     * Waits like run for an existing job, or for the end of the current round.
     */
    await(true, true),

    /**
     * Lets the running consumers of this context deliver the last end of a job, or of its last round, again at their
     * next poll, with the same event id, and returns the job. It is an error if none of them has polled such an end.
     * Without a job name, the header CamelDiffbotEventId names the end.
     */
    redeliver(true, true),

    /**
     * Returns the token's account as a Map: plan, planCredits, status, created, the use of credits on each of the last
     * 31 days, and the sums creditsUsed and creditsLeft. Tokens and e-mail addresses are left out. Read at most once a
     * minute; costs nothing.
     */
    account(true, false);

    private final boolean eitherType;
    private final boolean nameNeeded;

    DiffbotOperations(boolean eitherType, boolean nameNeeded) {
        this.eitherType = eitherType;
        this.nameNeeded = nameNeeded;
    }

    /**
     * Returns whether the operation is available for this type of job.
     */
    public boolean suits(JobType type) {
        if (this == startRound) {
            return type != JobType.bulk;
        }
        return eitherType || type != JobType.job;
    }

    /**
     * Returns whether the operation applies to one job.
     */
    public boolean isOfOneJob() {
        return this != list && this != account;
    }

    /**
     * Returns whether the operation needs the name of a job.
     */
    public boolean isNameNeeded() {
        return nameNeeded;
    }
}
