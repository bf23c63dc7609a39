/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.cameldiffbot.internal.wait.WaitEnd;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;

/**
 * Gives each route of a Camel context a {@link RouteStopHook}.
 * <p>
 * Camel has no event for the begin of a route's stop. {@code RouteStoppingEvent}, route policies and {@code
 * onServiceRemove} come after Camel has waited for the exchanges in flight, which is too late for waits of hours. Only
 * the services of a route receive the call {@code prepareShutdown} in time. The producer of a {@code to} is not a
 * service of the route, and that of {@code toD}, {@code recipientList} or {@code enrich} is unknown before the first
 * message; adding a service then would change a list that Camel's shutdown may iterate over. Therefore each route gets
 * its hook in {@code onRoutesAdd}, which is called after the setup of the route and before its consumer starts, and
 * again at each restart.
 * <p>
 * {@link RouteStopPlugin} installs this before there are routes, also if only dynamic steps use the component. If a
 * runtime does not load plugins, the component installs it; routes that already run then end their waits when Camel
 * stops their services, at the latest at the shutdown timeout.
 */
public final class RouteStopHooks extends LifecycleStrategySupport {

    private final CamelContext camelContext;
    private final Map<String, RouteStopHook> hooks = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    private RouteStopHooks(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /**
     * Returns the hooks of a context. The first call installs them.
     */
    public static RouteStopHooks of(CamelContext camelContext) {
        RouteStopHooks installed = camelContext.getCamelContextExtension().getContextPlugin(RouteStopHooks.class);
        return installed != null ? installed : install(camelContext);
    }

    private static synchronized RouteStopHooks install(CamelContext camelContext) {
        RouteStopHooks installed = camelContext.getCamelContextExtension().getContextPlugin(RouteStopHooks.class);
        if (installed == null) {
            installed = new RouteStopHooks(camelContext);
            camelContext.getCamelContextExtension().addContextPlugin(RouteStopHooks.class, installed);
            camelContext.addLifecycleStrategy(installed);
        }
        return installed;
    }

    public RouteStopHook hook(String routeId) {
        return hooks.computeIfAbsent(routeId, id -> new RouteStopHook(camelContext, this, id));
    }

    boolean isStopping() {
        return stopping;
    }

    @Override
    public void onRoutesAdd(Collection<Route> routes) {
        for (Route route : routes) {
            RouteStopHook hook = new RouteStopHook(camelContext, this, route.getRouteId());
            hooks.put(route.getRouteId(), hook);
            route.addService(hook);
        }
    }

    @Override
    public void onServiceRemove(CamelContext context, Service service, @Nullable Route route) {
        RouteStopHook hook = route == null ? null : hooks.get(route.getRouteId());
        if (hook != null) {
            hook.stop();
        }
    }

    @Override
    public void onRoutesRemove(Collection<Route> routes) {
        for (Route route : routes) {
            RouteStopHook hook = hooks.remove(route.getRouteId());
            if (hook != null) {
                hook.stop();
            }
        }
    }

    @Override
    public void onContextStarting(CamelContext context) {
        stopping = false;
    }

    @Override
    public void onContextStopping(CamelContext context) {
        stopping = true;
        DiffbotSession.of(context).forEach(session -> session.waits().stop(
                owner -> owner instanceof ExchangeRoutes routes && routes.isEmpty(), WaitEnd.stopped));
    }
}
