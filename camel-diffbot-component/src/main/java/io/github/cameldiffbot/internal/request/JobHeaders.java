/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Message;

/**
 * Sets the headers of a message that describe a job.
 */
public final class JobHeaders {

    private JobHeaders() {
    }

    public static void set(Message message, Job job) {
        message.setHeader(DiffbotConstants.JOB_TYPE, job.getType());
        message.setHeader(DiffbotConstants.JOB_NAME, job.getName());
        message.setHeader(DiffbotConstants.JOB_STATUS, job.getStatus().getCode());
        message.setHeader(DiffbotConstants.JOB_STATUS_MESSAGE, job.getStatus().getShortMessage());
        message.setHeader(DiffbotConstants.ROUND, job.getRoundsCompleted());
        message.setHeader(DiffbotConstants.OBJECTS_FOUND, job.getObjectsFound());
    }
}
