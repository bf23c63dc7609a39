/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The session of one endpoint, from its first use until the endpoint stops.
 */
public final class EndpointSession {

    private final Supplier<DiffbotSession> acquire;
    private final Consumer<DiffbotSession> release;
    private final BooleanSupplier endpointStopped;
    private final BooleanSupplier componentRuns;
    private @Nullable DiffbotSession session;

    /**
     * @param acquire         acquires the session of the endpoint's token
     * @param release         releases the session
     * @param endpointStopped returns whether the endpoint stops or is stopped
     * @param componentRuns   returns whether sessions can be acquired
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
     * Returns the session, also after the stop of the endpoint: Camel stops an endpoint that a dynamic step shares with
     * a route while the route still runs.
     *
     * @throws IllegalStateException if the component is stopped
     */
    public synchronized DiffbotSession get() {
        if (session != null) {
            return session;
        }
        DiffbotSession acquired = acquire.get();
        if (endpointStopped.getAsBoolean()) {
            // nothing stops this endpoint again, so it must not count as a user
            release.accept(acquired);
        } else {
            session = acquired;
        }
        return acquired;
    }

    /**
     * Returns the session; null if it was not used since the endpoint was stopped.
     */
    public synchronized @Nullable DiffbotSession ifAny() {
        return session;
    }

    /**
     * Returns the session while the component runs; after that the existing one, or null.
     */
    public @Nullable DiffbotSession orNull() {
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
