/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.internal.wait.WaitOwner;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Route;
import org.apache.camel.spi.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The routes of an exchange: the first, the current and, if routes call each other directly, those between. Its waits
 * and downloads end when one of them stops. An exchange without a route belongs to its Camel context.
 */
public final class ExchangeRoutes implements WaitOwner {

    private static final Object SELF = new Object();

    private final RouteStopHooks context;
    private final RouteStopHook[] routes;
    // of each route, what identifies the exchange that is in flight there instead of this copy; null for none
    private final @Nullable Object[] outer;

    ExchangeRoutes(RouteStopHooks context, RouteStopHook route) {
        this.context = context;
        this.routes = new RouteStopHook[] { route };
        this.outer = new Object[1];
    }

    /**
     * @param routes what identifies the exchange in flight in each route; {@link #SELF} for the exchange itself
     */
    private ExchangeRoutes(RouteStopHooks context, Map<RouteStopHook, Object> routes) {
        this.context = context;
        this.routes = routes.keySet().toArray(RouteStopHook[]::new);
        this.outer = routes.values().stream().map(each -> each == SELF ? null : each).toArray();
    }

    public static ExchangeRoutes of(Exchange exchange) {
        RouteStopHooks hooks = RouteStopHooks.of(exchange.getContext());
        UnitOfWork outermost = outermost(exchange);
        Object original = original(exchange, outermost);
        Map<RouteStopHook, Object> routes = new LinkedHashMap<>();
        String from = exchange.getFromRouteId();
        if (from != null && exchange.getContext().getRoute(from) != null) {
            routes.put(hooks.hook(from), outermost == null ? original : outermost);
        }
        Object inFlight = original;
        for (Route route : stack(exchange.getUnitOfWork())) {
            // the first route of a copy is normally that of the split: only the exchange around the copy is in flight
            boolean outermostIsHere = inFlight != SELF && outermost != null && outermost.getRoute() == route;
            routes.put(hooks.hook(route.getRouteId()), outermostIsHere ? outermost : inFlight);
            inFlight = SELF;
        }
        return routes.size() == 1 && routes.containsValue(SELF)
                ? routes.keySet().iterator().next().alone() : new ExchangeRoutes(hooks, routes);
    }

    /**
     * Returns the unit of work around a part of a split or a branch of a multicast, or around the outermost one; else
     * null.
     */
    private static @Nullable UnitOfWork outermost(Exchange copy) {
        UnitOfWork work = copy.getProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
        return work == copy.getUnitOfWork() ? null : work;
    }

    /**
     * Returns the id of the exchange that was copied for the parts or branches, of which this is one; else
     * {@link #SELF}. The copies of {@code wireTap} count for themselves, also in the route with the {@code wireTap}.
     */
    private static Object original(Exchange copy, @Nullable UnitOfWork outermost) {
        Object original = outermost == null && copy.getProperty(ExchangePropertyKey.RECIPIENT_LIST_ENDPOINT) == null
                ? null : copy.getProperty(ExchangePropertyKey.CORRELATION_ID);
        return original == null || original.equals(copy.getExchangeId()) ? SELF : original;
    }

    /**
     * Returns the routes of a unit of work, the first one first. No other thread changes them, because the exchange is
     * at this step.
     */
    private static Iterable<Route> stack(@Nullable UnitOfWork work) {
        if (work == null || work.getRoute() == null) {
            return List.of();
        }
        if (work.routeStackLevel() == 1) {
            return List.of(work.getRoute());
        }
        Deque<Route> stack = new ArrayDeque<>();
        for (Route route = work.popRoute(); route != null; route = work.popRoute()) {
            stack.push(route);
        }
        stack.forEach(work::pushRoute);
        return stack;
    }

    boolean contains(RouteStopHook route) {
        for (RouteStopHook one : routes) {
            if (one == route) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether the exchange is in no route.
     */
    boolean isEmpty() {
        return routes.length == 0;
    }

    @Override
    public boolean isStopping() {
        for (RouteStopHook route : routes) {
            if (route.isStopping()) {
                return true;
            }
        }
        return context.isStopping();
    }

    @Override
    public void addWaits(int change) {
        for (int i = 0; i < routes.length; i++) {
            if (outer[i] == null) {
                routes[i].addWaits(change);
            } else {
                routes[i].addWaits(outer[i], change);
            }
        }
    }

    /**
     * Runs an action when one of the routes begins to stop, or immediately if one already does.
     *
     * @return removes the action
     */
    public Runnable onStop(Runnable action) {
        for (RouteStopHook route : routes) {
            route.add(action);
        }
        if (isStopping()) {
            action.run();
        }
        return () -> {
            for (RouteStopHook route : routes) {
                route.remove(action);
            }
        };
    }
}
