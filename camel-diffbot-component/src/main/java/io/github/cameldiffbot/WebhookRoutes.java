/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import io.github.cameldiffbot.internal.request.JobNames;
import io.github.cameldiffbot.internal.request.WebhookUrls;
import io.github.cameldiffbot.internal.text.Excerpt;
import io.github.cameldiffbot.job.JobType;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.webhook.WebhookConfiguration;
import org.apache.camel.component.webhook.WebhookEndpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the webhook route that Diffbot calls at the end of a job, for {@code notifyWebhook=auto}.
 */
final class WebhookRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookRoutes.class);

    private WebhookRoutes() {
    }

    /**
     * Returns the URL, with its secret, of the webhook route of a job.
     *
     * @throws IllegalArgumentException if there is no route or more than one, or the external URL of the route is
     *                                  unknown
     */
    static String find(DiffbotEndpoint producer, JobType type, String name) {
        List<Route> routes = new ArrayList<>();
        for (Route route : producer.getCamelContext().getRoutes()) {
            DiffbotConfiguration configuration = webhook(route);
            if (configuration != null && isSameAccount(configuration, producer.getConfiguration())
                    && isFor(configuration, type, name)) {
                routes.add(route);
            }
        }
        String job = type + " job '" + name + "'";
        if (routes.stream().anyMatch(WebhookRoutes::isRunning)) {
            routes.removeIf(Predicate.not(WebhookRoutes::isRunning));
        }
        if (routes.isEmpty()) {
            throw new IllegalArgumentException(
                    "notifyWebhook=auto finds no route that is called when " + job
                                               + " is done. Add a route from webhook:diffbot:"
                                               + type + "/" + name
                                               + " with the options webhookVerifyToken and webhookExternalUrl, or set"
                                               + " notifyWebhook to a URL");
        }
        if (routes.size() > 1) {
            throw new IllegalArgumentException(
                    "notifyWebhook=auto finds several routes for " + job + ": "
                                               + routes.stream().map(Route::getRouteId).toList()
                                               + ". Diffbot calls only one: set notifyWebhook to its URL");
        }
        Route route = routes.get(0);
        if (!isRunning(route) && producer.getCamelContext().isStarted()) {
            LOG.warn("notifyWebhook=auto uses route {}, which is not started. The call about {} fails unless it is by then",
                    route.getRouteId(), Excerpt.of(job));
        }
        return url(route);
    }

    /**
     * Returns the id of the route from a webhook; null for none.
     */
    static @Nullable String routeId(DiffbotEndpoint endpoint) {
        return endpoint.getCamelContext().getRoutes().stream()
                .filter(route -> route.getEndpoint() instanceof WebhookEndpoint webhook && webhook.getEndpoint() == endpoint)
                .map(Route::getRouteId).findFirst().orElse(null);
    }

    private static boolean isRunning(Route route) {
        ServiceStatus status = route.getCamelContext().getRouteController().getRouteStatus(route.getRouteId());
        return status != null && (status.isStarted() || status.isStarting());
    }

    private static String url(Route route) {
        WebhookConfiguration webhook = ((WebhookEndpoint) route.getEndpoint()).getConfiguration();
        String server = webhook.getWebhookExternalUrl();
        if (server == null || server.isBlank()) {
            throw new IllegalArgumentException(
                    "notifyWebhook=auto does not know where Diffbot can reach route " + route.getRouteId()
                                               + ". Set its option webhookExternalUrl, as in https://hooks.example.org");
        }
        String path = webhook.computeFullPath(true);
        return server.replaceFirst("/+$", "")
               + WebhookUrls.withSecret(path, Objects.requireNonNull(webhook(route)).getWebhookVerifyToken());
    }

    private static @Nullable DiffbotConfiguration webhook(Route route) {
        return route.getEndpoint() instanceof WebhookEndpoint webhook
                && webhook.getEndpoint() instanceof DiffbotEndpoint diffbot
                        ? diffbot.getConfiguration() : null;
    }

    private static boolean isSameAccount(DiffbotConfiguration one, DiffbotConfiguration other) {
        return Objects.equals(one.getToken(), other.getToken()) && Objects.equals(one.getBaseUrl(), other.getBaseUrl());
    }

    private static boolean isFor(DiffbotConfiguration configuration, JobType type, String name) {
        return JobNames.interest(configuration.getJobType(), configuration.getJobName(), configuration.isValidateName())
                .includes(type.name(), name);
    }
}
