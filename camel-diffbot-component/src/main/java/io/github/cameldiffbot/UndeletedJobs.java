/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.cameldiffbot.client.DiffbotClient;
import io.github.cameldiffbot.job.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs that are to be deleted and could not be: each counts as one of the token's jobs until it is.
 */
final class UndeletedJobs {

    private static final Logger LOG = LoggerFactory.getLogger(UndeletedJobs.class);
    private static final int MOST = 1_000;

    private final Queue<Job> jobs = new ConcurrentLinkedQueue<>();

    void add(Job job) {
        if (jobs.size() < MOST) {
            jobs.add(job);
        }
    }

    /**
     * Tries them again, up to the first that still cannot be deleted: what hinders one hinders the others, too.
     */
    void tryAgain(DiffbotClient client) {
        Job job = jobs.peek();
        try {
            while (job != null) {
                JobRemoval.removeIfOver(client, job);
                jobs.remove(job);
                job = jobs.peek();
            }
        } catch (RuntimeException e) {
            // was reported the first time
            LOG.debug("Job '{}' still cannot be deleted", job.getName(), e);
        }
    }
}
