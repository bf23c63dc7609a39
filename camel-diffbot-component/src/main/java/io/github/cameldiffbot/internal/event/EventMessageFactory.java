/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.internal.client.DiffbotClient;
import io.github.cameldiffbot.internal.request.JobHeaders;
import io.github.cameldiffbot.internal.result.ResultBodyFactory;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Creates the messages of events for consumers and webhooks.
 */
final class EventMessageFactory {

    private EventMessageFactory() {
    }

    /**
     * Sets the job as the body and the headers of the event.
     */
    static void fill(Exchange exchange, JobEvent event) {
        Job job = event.job();
        Message message = exchange.getMessage();
        message.setBody(job);
        JobHeaders.set(message, job);
        message.setHeader(DiffbotConstants.ROUND, event.round());
        message.setHeader(DiffbotConstants.EVENT, event.type().name());
        message.setHeader(DiffbotConstants.EVENT_ID, event.id());
        if (event.previous() != null) {
            message.setHeader(DiffbotConstants.PREVIOUS_STATUS, event.previous().getCode());
        }
        if (job.getJobCreationTimeUTC() > 0) {
            message.setHeader(Exchange.MESSAGE_TIMESTAMP, timestamp(job));
        }
    }

    /**
     * Replaces the job in the body with the results that the option fetch names.
     */
    static void fetch(Exchange exchange, JobEvent event, ResultBodyFactory results, DiffbotClient client) {
        if (event.type() != JobEventType.deleted) {
            results.setFetched(exchange, client, event.job());
        }
    }

    private static long timestamp(Job job) {
        return Math.max(job.getCurrentTimeUTC(), job.getJobCreationTimeUTC()) * 1000;
    }
}
