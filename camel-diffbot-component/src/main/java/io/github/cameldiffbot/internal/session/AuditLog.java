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
 * {@value #LOGGER}, so that they can be kept apart from the rest of the log.
 */
public final class AuditLog {

    public static final String LOGGER = "io.github.cameldiffbot.audit";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

    private AuditLog() {
    }

    /**
     * Logs a submission.
     *
     * @param change {@code created} or {@code updated}
     * @param urls   the number of sent URLs or seeds
     * @param why    the cause, such as {@code operation=run, onExisting=replace}
     */
    public static void submitted(String change, JobType type, String name, long urls, String why) {
        LOG.info("{} {} job '{}' with {} {} ({})", change, type, Excerpt.of(name), urls,
                type == JobType.crawl ? "seeds" : "URLs", why);
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
     * Logs a deletion.
     *
     * @param job the last state of the job
     */
    static void deleted(Job job, String why) {
        LOG.info("deleted {} job '{}' with {} objects, status {} ({})", Excerpt.of(job.getType()), Excerpt.of(job.getName()),
                job.getObjectsFound(), job.getStatus().getCode(), why);
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
