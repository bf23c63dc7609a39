/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import io.github.cameldiffbot.data.DataFormat;
import io.github.cameldiffbot.job.JobType;

/**
 * What an endpoint, or one message that it gets, is used for: what decides which of its options have an effect.
 *
 * @param operation null where only the message says it, and for anything but a producer
 * @param permits   whether creates wait for a permit
 */
record EndpointUse(
        Role role, DiffbotOperations operation, JobType type, Fetch fetch, DataFormat format, Integer num, boolean permits,
        DiffbotConfiguration options) {

    enum Role {
        producer,
        consumer,
        webhook
    }

    static EndpointUse of(Role role, DiffbotOperations operation, DiffbotEndpoint endpoint) {
        DiffbotConfiguration options = endpoint.getConfiguration();
        return new EndpointUse(
                role, operation, options.getJobType(), options.getFetch(), options.getFormat(), options.getNum(),
                endpoint.getComponent().getMaxActiveJobs() > 0, options);
    }

    /**
     * The same for a message that asks for another format or number.
     */
    EndpointUse with(DataFormat otherFormat, Integer otherNum) {
        return new EndpointUse(role, operation, type, fetch, otherFormat, otherNum, permits, options);
    }

    /**
     * Whether the option fetch says what the message becomes.
     */
    boolean isFetching() {
        return role != Role.producer || operation == DiffbotOperations.run || operation == DiffbotOperations.await;
    }
}
