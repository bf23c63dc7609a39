/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import org.apache.camel.Exchange;

/**
 * The request of a route to roll back, which is no exception.
 */
public final class Rollback {

    private Rollback() {
    }

    /**
     * Whether a route that ended without an exception has nevertheless asked for a rollback.
     */
    public static boolean isRequested(Exchange exchange) {
        return exchange.isRollbackOnly() || exchange.isRollbackOnlyLast();
    }
}
