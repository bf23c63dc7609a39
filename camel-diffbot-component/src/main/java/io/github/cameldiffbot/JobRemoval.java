/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Optional;

import io.github.cameldiffbot.client.DiffbotClient;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.JobType;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes jobs that are over. Deleting cannot be taken back, so the job is looked at once more before.
 */
final class JobRemoval {

    private static final Logger LOG = LoggerFactory.getLogger(JobRemoval.class);

    private JobRemoval() {
    }

    /**
     * Deletes the job of an event that was handled, where the endpoint wants that. Says whether nothing is left to do;
     * what went wrong was reported then.
     */
    static boolean afterCompletion(
            DiffbotConfiguration configuration, DiffbotClient client, JobEvent event, Exchange exchange,
            ExceptionHandler exceptionHandler) {
        if (!configuration.isDeleteAfterCompletion()
                || event.type() != JobEventType.completed && event.type() != JobEventType.failed) {
            return true;
        }
        try {
            removeIfOver(client, event.job());
            return true;
        } catch (Exception e) {
            exceptionHandler.handleException(
                    "Job '" + event.job().getName() + "' was handled, but could not be deleted. It still counts as one"
                                             + " of the token's jobs",
                    exchange, e);
            return false;
        }
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
