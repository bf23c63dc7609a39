/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The session of one endpoint, from its first use until the endpoint stops.
 */
public final class EndpointSession {

    private final Supplier<DiffbotSession> acquire;
    private final Consumer<DiffbotSession> release;
    private final BooleanSupplier endpointStopped;
    private final BooleanSupplier componentRuns;
    private DiffbotSession session;

    /**
     * @param acquire         counts the endpoint as one more user of the session of its token
     * @param release         counts it as one less
     * @param endpointStopped whether the endpoint stops or is stopped
     * @param componentRuns   whether sessions can be acquired
     */
    public EndpointSession(
                           Supplier<DiffbotSession> acquire, Consumer<DiffbotSession> release, BooleanSupplier endpointStopped,
                           BooleanSupplier componentRuns) {
        this.acquire = acquire;
        this.release = release;
        this.endpointStopped = endpointStopped;
        this.componentRuns = componentRuns;
    }

    /**
     * Returns the session. Also given when the endpoint was stopped: Camel stops an endpoint that a dynamic step shares
     * with a route, while the route still runs.
     *
     * @throws IllegalStateException when the component is stopped
     */
    public synchronized DiffbotSession get() {
        if (session != null) {
            return session;
        }
        DiffbotSession acquired = acquire.get();
        if (endpointStopped.getAsBoolean()) {
            // nothing stops this endpoint again, so it must not count as one that uses the session
            release.accept(acquired);
        } else {
            session = acquired;
        }
        return acquired;
    }

    /**
     * Returns the session, or null when it was not used since the endpoint was stopped.
     */
    public synchronized DiffbotSession ifAny() {
        return session;
    }

    /**
     * Returns the session as long as the component runs; after that the one that is left, or null.
     */
    public DiffbotSession orNull() {
        return componentRuns.getAsBoolean() ? get() : ifAny();
    }

    /**
     * Ends the use of the session.
     */
    public synchronized void close() {
        if (session != null) {
            release.accept(session);
            session = null;
        }
    }
}
