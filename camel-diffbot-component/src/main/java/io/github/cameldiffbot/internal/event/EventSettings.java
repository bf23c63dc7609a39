/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import io.github.cameldiffbot.Fetch;
import io.github.cameldiffbot.job.JobType;
import org.apache.camel.spi.IdempotentRepository;

/**
 * What an endpoint says about the events that it delivers.
 *
 * @param name                  names the endpoint in the log
 * @param jobType               the type of the jobs that it follows
 * @param jobName               the name of its job or a pattern; null for all
 * @param validateName          whether names must be valid for Diffbot
 * @param events                which events it delivers, separated by commas
 * @param fetch                 what an event of an end brings
 * @param idempotentKey         an expression for the key of an event; null for the event's id
 * @param idempotentRepository  remembers handled events; null for no memory beyond the consumer's life
 * @param deleteAfterCompletion whether jobs are deleted after their end was handled
 */
public record EventSettings(
        String name, JobType jobType, String jobName, boolean validateName, String events, Fetch fetch, String idempotentKey,
        IdempotentRepository idempotentRepository, boolean deleteAfterCompletion) {
}
