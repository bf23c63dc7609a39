/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.util.Optional;
import java.util.function.Supplier;

import io.github.cameldiffbot.error.DiffbotUnavailableException;

/**
 * Runs a change while no other node creates a job of the same name.
 */
interface ExclusiveChange {

    /**
     * Runs changes without regard to other nodes.
     */
    ExclusiveChange UNCLAIMED = new ExclusiveChange() {
        @Override
        public <T> T run(Supplier<T> change, Supplier<Optional<T>> meanwhile) {
            return change.get();
        }

        @Override
        public void check() {
            // no claim can expire
        }
    };

    /**
     * Runs the change. While another node has the claim of the name, the change waits.
     *
     * @param  meanwhile                   returns the result if the change is not needed any more; called while another
     *                                     node has the claim
     * @throws DiffbotUnavailableException if the name cannot be claimed; nothing was sent
     */
    <T> T run(Supplier<T> change, Supplier<Optional<T>> meanwhile);

    /**
     * Checks that the claim does not expire during a request that begins now, and extends it if necessary.
     *
     * @throws DiffbotUnavailableException if it may expire
     */
    void check();
}
