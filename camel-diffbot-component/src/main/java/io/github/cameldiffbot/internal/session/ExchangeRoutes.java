/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

import io.github.cameldiffbot.internal.wait.WaitOwner;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.UnitOfWork;

/**
 * The routes of an exchange: the first, the current and, if routes call each other directly, those between. Its waits
 * and downloads end when one of them stops. An exchange without a route belongs to its Camel context.
 */
public final class ExchangeRoutes implements WaitOwner {

    private final RouteStopHooks context;
    private final RouteStopHook[] routes;

    ExchangeRoutes(RouteStopHooks context, Set<RouteStopHook> routes) {
        this.context = context;
        this.routes = routes.toArray(RouteStopHook[]::new);
    }

    public static ExchangeRoutes of(Exchange exchange) {
        RouteStopHooks hooks = RouteStopHooks.of(exchange.getContext());
        Set<RouteStopHook> routes = new LinkedHashSet<>();
        String from = exchange.getFromRouteId();
        if (from != null && exchange.getContext().getRoute(from) != null) {
            routes.add(hooks.hook(from));
        }
        UnitOfWork work = exchange.getUnitOfWork();
        if (work != null) {
            addAll(work, hooks, routes);
        }
        return routes.size() == 1 ? routes.iterator().next().alone() : new ExchangeRoutes(hooks, routes);
    }

    /**
     * Adds the routes of the unit of work. No other thread changes the stack, because the exchange is at this step.
     */
    private static void addAll(UnitOfWork work, RouteStopHooks hooks, Set<RouteStopHook> routes) {
        if (work.routeStackLevel() <= 1) {
            if (work.getRoute() != null) {
                routes.add(hooks.hook(work.getRoute().getRouteId()));
            }
            return;
        }
        Deque<Route> stack = new ArrayDeque<>();
        for (Route route = work.popRoute(); route != null; route = work.popRoute()) {
            stack.push(route);
        }
        for (Route route : stack) {
            routes.add(hooks.hook(route.getRouteId()));
            work.pushRoute(route);
        }
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
        for (RouteStopHook route : routes) {
            route.addWaits(change);
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
