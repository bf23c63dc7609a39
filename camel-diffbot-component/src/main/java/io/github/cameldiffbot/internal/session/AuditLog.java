/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import io.github.cameldiffbot.internal.text.Excerpt;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one INFO line for each change that costs credits or destroys data. All of them go to one logger,
 * {@value #LOGGER}, so that they can be kept apart from the rest of the log. Counts jobs and URLs that Diffbot
 * accepted.
 */
public final class AuditLog {

    public static final String LOGGER = "io.github.cameldiffbot.audit";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

    private static final Logger FAILURES = LoggerFactory.getLogger(AuditLog.class);

    private final Meters meters;

    AuditLog(Meters meters) {
        this.meters = meters;
    }

    /**
     * Logs and counts a job that was created.
     *
     * @param urls the number of sent URLs or seeds
     * @param why  the cause, such as {@code operation=run, onExisting=replace}
     */
    public void created(JobType type, String name, long urls, String why) {
        submitted("created", type, name, urls, why);
        count(name, () -> meters.jobCreated(type));
    }

    /**
     * Logs and counts URLs or settings that were added to a job.
     *
     * @param urls the number of sent URLs or seeds
     * @param why  the cause, such as {@code operation=update}
     */
    public void updated(JobType type, String name, long urls, String why) {
        submitted("updated", type, name, urls, why);
    }

    private void submitted(String change, JobType type, String name, long urls, String why) {
        LOG.info("{} {} job '{}' with {} {} ({})", change, type, Excerpt.of(name), urls,
                type == JobType.crawl ? "seeds" : "URLs", why);
        if (urls > 0) {
            count(name, () -> meters.urlsSubmitted(type, urls));
        }
    }

    private static void count(String name, Runnable counting) {
        try {
            counting.run();
        } catch (RuntimeException e) {
            // the change was carried out: an error would repeat it
            FAILURES.warn("A change of job '{}' could not be counted", Excerpt.of(name), e);
        }
    }

    /**
     * Logs a change that costs credits again.
     *
     * @param change {@code restarted} or {@code started a round of}
     */
    public static void repeated(String change, String type, String name, String why) {
        LOG.info("{} {} job '{}' ({})", change, Excerpt.of(type), Excerpt.of(name), why);
    }

    /**
     * Logs and counts a deletion.
     *
     * @param job the last state of the job
     */
    void deleted(Job job, String why) {
        LOG.info("deleted {} job '{}' with {} objects, status {} ({})", Excerpt.of(job.getType()), Excerpt.of(job.getName()),
                job.getObjectsFound(), job.getStatus().getCode(), why);
        count(job.getName(), () -> meters.jobDeleted(JobType.of(job.getType())));
    }

    /**
     * Logs a change with an unknown outcome.
     *
     * @param operation the operation, such as {@code restart}
     */
    public static void unknown(String operation, String name) {
        LOG.info("{} of job '{}' was sent, its outcome is unknown", operation, Excerpt.of(name));
    }
}
