/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import io.github.cameldiffbot.Fetch;
import io.github.cameldiffbot.job.JobType;
import org.apache.camel.spi.IdempotentRepository;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an endpoint for delivering events.
 *
 * @param name                  the name of the endpoint in logs
 * @param jobType               the type of the jobs
 * @param jobName               the name of the job or a pattern; null for all
 * @param validateName          whether names must be valid for Diffbot
 * @param events                the events to deliver, separated by commas
 * @param fetch                 the body of an event of an end
 * @param idempotentKey         an expression for the key of an event; null for the event's id
 * @param idempotentRepository  stores handled events; null for none
 * @param claimRepository       the claims of events that nodes share; null for none
 * @param deleteAfterCompletion whether jobs are deleted after their end was handled
 */
public record EventSettings(
        String name, JobType jobType, @Nullable String jobName, boolean validateName, String events, Fetch fetch,
        @Nullable String idempotentKey, @Nullable IdempotentRepository idempotentRepository,
        @Nullable IdempotentRepository claimRepository, boolean deleteAfterCompletion) {
}
