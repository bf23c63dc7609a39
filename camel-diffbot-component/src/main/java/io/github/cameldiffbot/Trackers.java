/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.watch.JobTracker;
import org.apache.camel.support.LRUCacheFactory;

/**
 * What the consumers of routes know of the jobs. A route that is stopped and started gets a new consumer, and one that
 * is loaded anew gets a new endpoint, too; kept here, what the one before knew lets it tell what happened meanwhile,
 * and no event twice.
 */
final class Trackers {

    /**
     * Routes that come and go under ever new names must not fill the memory.
     */
    private static final int MOST = 1000;

    private final Map<Key, JobTracker> trackers = LRUCacheFactory.newLRUCache(MOST);

    /**
     * @param routeId the route, or null for a consumer that belongs to none and gets a new one
     */
    synchronized JobTracker of(
            DiffbotEndpoint endpoint, String routeId, Set<JobEventType> wanted, Supplier<JobTracker> otherwise) {
        if (routeId == null) {
            return otherwise.get();
        }
        DiffbotConfiguration configuration = endpoint.getConfiguration();
        Key key = new Key(
                endpoint.getEndpointUri(), configuration.getBaseUrl(), configuration.getToken(), routeId, Set.copyOf(wanted));
        return trackers.computeIfAbsent(key, unknown -> otherwise.get());
    }

    private record Key(String uri, String baseUrl, String token, String routeId, Set<JobEventType> wanted) {

        @Override
        public String toString() {
            // with neither URI nor token, which are not to be shown
            return routeId;
        }
    }
}
