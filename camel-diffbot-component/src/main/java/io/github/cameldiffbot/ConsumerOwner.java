/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.DefaultConsumer;

/**
 * The route that a consumer belongs to, and whether nodes of a cluster take turns in running it.
 *
 * @param routeId   null for a consumer that belongs to none, such as that of <code>pollEnrich</code>
 * @param clustered whether another node may have handled events while the consumer was stopped
 */
record ConsumerOwner(String routeId, boolean clustered) {

    private static final String CLUSTERED_POLICY = "org.apache.camel.impl.cluster.ClusteredRoutePolicy";

    static ConsumerOwner of(DefaultConsumer consumer) {
        Route route = consumer.getRoute();
        if (route != null) {
            return new ConsumerOwner(route.getId(), isClustered(route));
        }
        // the component master creates a consumer for each time that its node leads, with the processor of its own
        Route outer = outerRoute(consumer.getEndpoint().getCamelContext(), consumer.getProcessor());
        return outer == null ? new ConsumerOwner(consumer.getRouteId(), false) : new ConsumerOwner(outer.getId(), true);
    }

    private static Route outerRoute(CamelContext context, Processor processor) {
        for (Route route : context.getRoutes()) {
            if (route.getConsumer() instanceof DefaultConsumer outer && outer.getProcessor() == processor) {
                return route;
            }
        }
        return null;
    }

    private static boolean isClustered(Route route) {
        for (RoutePolicy policy : route.getRoutePolicyList()) {
            // by name: camel-cluster need not be on the class path
            if (CLUSTERED_POLICY.equals(policy.getClass().getName())) {
                return true;
            }
        }
        return false;
    }
}
