/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Makes a job or an event the content of a message.
 */
public final class JobHeaders {

    private JobHeaders() {
    }

    /**
     * Sets a job as the body, and the headers that describe it.
     */
    public static void set(Message message, Job job) {
        message.setBody(job);
        message.setHeader(DiffbotConstants.JOB_TYPE, job.getType());
        message.setHeader(DiffbotConstants.JOB_NAME, job.getName());
        message.setHeader(DiffbotConstants.JOB_STATUS, job.getStatus().getCode());
        message.setHeader(DiffbotConstants.JOB_STATUS_MESSAGE, job.getStatus().getShortMessage());
        message.setHeader(DiffbotConstants.ROUND, job.getRoundsCompleted());
        message.setHeader(DiffbotConstants.OBJECTS_FOUND, job.getObjectsFound());
        message.setHeader(DiffbotConstants.CREDITS, JobCredits.estimate(job));
    }

    /**
     * Sets the job of an event as the body, its headers and those of the event.
     */
    public static void set(Message message, JobEvent event) {
        Job job = event.job();
        set(message, job);
        message.setHeader(DiffbotConstants.ROUND, event.round());
        message.setHeader(DiffbotConstants.EVENT, event.type().name());
        message.setHeader(DiffbotConstants.EVENT_ID, event.id());
        if (event.previous() != null) {
            message.setHeader(DiffbotConstants.PREVIOUS_STATUS, event.previous().getCode());
        }
        if (job.getJobCreationTimeUTC() > 0) {
            message.setHeader(
                    Exchange.MESSAGE_TIMESTAMP, Math.max(job.getCurrentTimeUTC(), job.getJobCreationTimeUTC()) * 1000);
        }
    }
}
