/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import io.github.cameldiffbot.data.DataFormat;
import io.github.cameldiffbot.job.JobType;
import org.jspecify.annotations.Nullable;

/**
 * The use of an endpoint, or of one message, which decides which options have an effect.
 *
 * @param operation the operation of a producer; null if only the message has it, and for other uses
 * @param permits   whether creates wait for a permit
 */
record EndpointUse(
        Role role, @Nullable DiffbotOperations operation, JobType type, Fetch fetch, DataFormat format, @Nullable Integer num,
        boolean permits, DiffbotConfiguration options) {

    enum Role {
        producer,
        consumer,
        webhook
    }

    static EndpointUse of(Role role, @Nullable DiffbotOperations operation, DiffbotEndpoint endpoint) {
        DiffbotConfiguration options = endpoint.getConfiguration();
        return new EndpointUse(
                role, operation, options.getJobType(), options.getFetch(), options.getFormat(), options.getNum(),
                endpoint.getComponent().getMaxActiveJobs() > 0, options);
    }

    /**
     * Returns the use for a message with another format or number.
     */
    EndpointUse with(DataFormat otherFormat, @Nullable Integer otherNum) {
        return new EndpointUse(role, operation, type, fetch, otherFormat, otherNum, permits, options);
    }

    /**
     * Returns whether the option fetch selects the result.
     */
    boolean isFetching() {
        return role != Role.producer || operation == DiffbotOperations.run || operation == DiffbotOperations.await;
    }
}
