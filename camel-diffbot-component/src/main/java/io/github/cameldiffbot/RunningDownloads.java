/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.cameldiffbot.client.DownloadedFile;
import io.github.cameldiffbot.client.FileDownload;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.UnitOfWork;

/**
 * Downloads to files that are under way. One ends when the route stops that its exchange is in, or that it began in:
 * Camel would wait for it, and it can take hours.
 */
final class RunningDownloads {

    private final Map<String, RouteWaits> routes = new ConcurrentHashMap<>();
    private final Map<String, Set<FileDownload>> running = new ConcurrentHashMap<>();

    /**
     * Carries a download out, on this thread.
     */
    DownloadedFile run(Exchange exchange, FileDownload download) {
        Route[] ends = ends(exchange);
        for (Route route : ends) {
            // in one step: another one that ends now may be about to take the set away
            running.compute(route.getId(), (id, downloads) -> {
                Set<FileDownload> together = downloads == null ? ConcurrentHashMap.newKeySet() : downloads;
                together.add(download);
                return together;
            });
            routes.computeIfAbsent(route.getId(), id -> new RouteWaits(() -> stop(id))).guard(route);
        }
        try {
            return download.run();
        } finally {
            for (Route route : ends) {
                running.computeIfPresent(route.getId(), (id, downloads) -> {
                    downloads.remove(download);
                    return downloads.isEmpty() ? null : downloads;
                });
            }
        }
    }

    private void stop(String routeId) {
        // a route that is started anew has forgotten who guards it
        routes.remove(routeId);
        running.getOrDefault(routeId, Set.of()).forEach(FileDownload::stop);
    }

    private static Route[] ends(Exchange exchange) {
        CamelContext context = exchange.getContext();
        UnitOfWork work = exchange.getUnitOfWork();
        Route first = exchange.getFromRouteId() == null ? null : context.getRoute(exchange.getFromRouteId());
        return Stream.of(first, work == null ? null : work.getRoute()).filter(Objects::nonNull).distinct()
                .toArray(Route[]::new);
    }
}
