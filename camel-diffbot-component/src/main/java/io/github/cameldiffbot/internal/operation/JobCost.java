/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.util.TreeMap;

import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.request.JobCredits;
import io.github.cameldiffbot.internal.request.JobSetting;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.jspecify.annotations.Nullable;

/**
 * The most credits that a submission can cost: Diffbot charges each processed page.
 *
 * @param perPage the credits of a page: 2 through proxies, else 1
 * @param rounds  the number of rounds; {@link #UNLIMITED} if the job repeats without a limit
 * @param pages   the most pages of a round; {@link #UNLIMITED} if nothing limits them
 */
record JobCost(int perPage, long rounds, long pages) {

    static final long UNLIMITED = Long.MAX_VALUE;

    // Diffbot's default
    private static final long DEFAULT_MAX_TO_PROCESS = 100_000;

    /**
     * Returns the cost of a new job.
     *
     * @param urls the number of URLs of a bulk job
     */
    static JobCost ofNew(JobType type, @Nullable FormParameters settings, long urls) {
        return of(type, effective(null, settings), urls);
    }

    /**
     * Returns the cost of a change: for a crawl all that it may cost from now on; for a bulk job the URLs that are
     * added, and {@link #UNLIMITED} if the change also raises the cost of the earlier ones, whose number Diffbot does
     * not tell.
     *
     * @param urls the number of added URLs
     */
    static JobCost ofUpdate(Job before, FormParameters changes, long urls) {
        Job after = effective(before, changes);
        JobType type = JobType.of(before.getType());
        boolean raises = JobCredits.perPage(after) > JobCredits.perPage(before) || rounds(after) > rounds(before);
        return of(type, after, type == JobType.bulk && raises ? UNLIMITED : urls);
    }

    /**
     * Returns the cost of a restart: of a crawl all that it may cost; {@link #UNLIMITED} for a bulk job, whose number
     * of URLs Diffbot does not tell.
     */
    static JobCost ofRestart(Job job) {
        return of(JobType.of(job.getType()), effective(job, null), UNLIMITED);
    }

    /**
     * Returns the cost of a further round: the same as a restart, for one round.
     */
    static JobCost ofRound(Job job) {
        JobCost all = ofRestart(job);
        return new JobCost(all.perPage, 1, all.pages);
    }

    private static JobCost of(JobType type, Job job, long urls) {
        long limit = job.getMaxToProcess();
        return new JobCost(JobCredits.perPage(job), rounds(job), type == JobType.bulk ? urls : limit > 0 ? limit : UNLIMITED);
    }

    private static Job effective(@Nullable Job before, @Nullable FormParameters settings) {
        TreeMap<String, Object> members = new TreeMap<>();
        members.put(JobSetting.maxToProcess.name(), DEFAULT_MAX_TO_PROCESS);
        if (before != null) {
            members.putAll(before);
        }
        if (settings != null) {
            settings.forEach(members::put);
        }
        return Job.of(members);
    }

    private static long rounds(Job job) {
        return job.getRepeat() <= 0 ? 1 : job.getMaxRounds() > 0 ? job.getMaxRounds() : UNLIMITED;
    }

    /**
     * Returns the credits; {@link #UNLIMITED} if nothing limits them.
     */
    long credits() {
        return times(times(perPage, rounds), pages);
    }

    /**
     * Returns the most URLs of a bulk job that cost at most this many credits.
     */
    long pagesFor(long credits) {
        return credits / times(perPage, rounds);
    }

    JobCost withPages(long other) {
        return new JobCost(perPage, rounds, other);
    }

    private static long times(long a, long b) {
        return b != 0 && a > UNLIMITED / b ? UNLIMITED : a * b;
    }
}
