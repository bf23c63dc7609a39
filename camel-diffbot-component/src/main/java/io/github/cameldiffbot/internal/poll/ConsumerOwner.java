/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.poll;

import java.util.Set;
import java.util.regex.Pattern;

import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.JobType;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.DefaultConsumer;

/**
 * Returns the route of a consumer, and whether it runs on one node of a cluster at a time.
 *
 * @param routeId   an id that the route has after a reload, too. Null where it has none: the consumer is one of
 *                  {@code pollEnrich}, or the id was made up by Camel, as in Kamelets
 * @param clustered whether another node may have handled events while the consumer was stopped
 */
public record ConsumerOwner(String routeId, boolean clustered) {

    private static final String CLUSTERED_POLICY = "org.apache.camel.impl.cluster.ClusteredRoutePolicy";

    private static final Pattern NUMBERED = Pattern.compile(".*-\\d+");

    public static ConsumerOwner of(DefaultConsumer consumer) {
        Route route = consumer.getRoute();
        if (route != null) {
            return new ConsumerOwner(stableRouteId(route), isClustered(route));
        }
        // the component master creates a new consumer, with its own processor, each time that its node becomes the leader
        Route outer = outerRoute(consumer.getEndpoint().getCamelContext(), consumer.getProcessor());
        return outer == null ? new ConsumerOwner(null, false) : new ConsumerOwner(stableRouteId(outer), true);
    }

    /**
     * Returns the key of the consumer's tracker. Without a stable route id, the events are part of the key.
     */
    public JobTrackerCache.Key key(String baseUrl, JobType jobType, String jobName, Set<JobEventType> events) {
        return new JobTrackerCache.Key(
                routeId, routeId == null ? events : null, baseUrl, jobType, jobName);
    }

    private static Route outerRoute(CamelContext context, Processor processor) {
        for (Route route : context.getRoutes()) {
            if (route.getConsumer() instanceof DefaultConsumer outer && outer.getProcessor() == processor) {
                return route;
            }
        }
        return null;
    }

    private static String stableRouteId(Route route) {
        boolean generated = !route.isCustomId() || route.isCreatedByKamelet() && NUMBERED.matcher(route.getId()).matches();
        return generated ? null : route.getId();
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
