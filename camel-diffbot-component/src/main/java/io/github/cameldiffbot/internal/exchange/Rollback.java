/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import org.apache.camel.Exchange;

/**
 * Detects rollbacks that a route requests without an exception.
 */
public final class Rollback {

    private Rollback() {
    }

    /**
     * Returns whether a route that ended without an exception requested a rollback.
     */
    public static boolean isRequested(Exchange exchange) {
        return exchange.isRollbackOnly() || exchange.isRollbackOnlyLast();
    }
}
