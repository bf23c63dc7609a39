/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/**
 * Handled events that outlive a Camel context, like those in a database: {@code MemoryIdempotentRepository} forgets
 * them when a context stops it.
 */
final class LastingRepository extends MemoryIdempotentRepository {

    @Override
    protected void doStop() {
        // the next context needs the events
    }
}
