/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Optional;

import io.github.cameldiffbot.client.DiffbotClient;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes jobs that are over. Deleting cannot be taken back, so the job is looked at once more before.
 */
final class JobRemoval {

    private static final Logger LOG = LoggerFactory.getLogger(JobRemoval.class);

    private JobRemoval() {
    }

    static void removeIfOver(DiffbotClient client, Job job) {
        JobType type = JobType.of(job.getType());
        Optional<Job> now = client.find(type, job.getName());
        if (now.isEmpty()) {
            return;
        }
        if (now.get().getStatus().getGroup().isEnd() && now.get().getJobCreationTimeUTC() == job.getJobCreationTimeUTC()) {
            client.delete(type, job.getName());
        } else {
            LOG.info("Job '{}' is not deleted after its completion: it is at work again, with status {}",
                    job.getName(), now.get().getStatus());
        }
    }
}
