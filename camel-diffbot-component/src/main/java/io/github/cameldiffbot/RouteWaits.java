/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.spi.ShutdownPrepared;

/**
 * Those who wait in a route. Camel tells the services of a route that it is about to stop, before it waits for the
 * exchanges in it; a producer is not among them, so this is.
 */
final class RouteWaits implements Service, ShutdownPrepared {

    private final Runnable end;
    private volatile boolean ended;

    /**
     * @param end sends those away who wait
     */
    RouteWaits(Runnable end) {
        this.end = end;
    }

    /**
     * Makes it one of the services of a route, if it is not yet: a route that is started anew has forgotten it.
     */
    void guard(Route route) {
        if (!route.getServices().contains(this)) {
            synchronized (route) {
                route.addService(this);
            }
        }
    }

    /**
     * Whether those who wait were sent away, and who still comes has to go, too.
     */
    boolean isEnded() {
        return ended;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (!suspendOnly) {
            stop();
        }
    }

    @Override
    public void start() {
        // there is nothing before somebody waits
    }

    @Override
    public void stop() {
        ended = true;
        end.run();
    }
}
