/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.context;

import io.github.cameldiffbot.job.JobEvent;
import org.apache.camel.Message;

/**
 * Reports ended jobs to a tracing system.
 */
@FunctionalInterface
public interface JobSpans {

    /**
     * Reports nothing.
     */
    JobSpans NONE = (event, message) -> {
    };

    /**
     * Reports the job of an end as a span below the trace that the message carries. Spans of the message's route become
     * its children.
     *
     * @param event   the end of a job
     * @param message the message of the event, before it is routed
     */
    void ended(JobEvent event, Message message);
}
