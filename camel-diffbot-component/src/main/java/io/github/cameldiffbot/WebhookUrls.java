/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.webhook.WebhookConfiguration;
import org.apache.camel.component.webhook.WebhookEndpoint;

/**
 * Where webhook routes can be called. The path that the server is told ends with a placeholder; the secret in its place
 * is known to the caller and to the handler only, as paths show in logs, JMX and consoles.
 */
final class WebhookUrls {

    /**
     * The value of the option notifyWebhook that stands for the URL of the context's webhook route.
     */
    static final String AUTO = "auto";

    private static final String PLACEHOLDER = "/{diffbotSecret}";
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{16,}");

    private WebhookUrls() {
    }

    /**
     * @throws IllegalArgumentException when there is none, or one that can be guessed or does not fit in a path
     */
    static void checkSecret(String secret) {
        if (secret == null || !SECRET.matcher(secret).matches()) {
            throw new IllegalArgumentException(
                    "A webhook route needs the option webhookVerifyToken, a secret of 16 or more letters, digits, - and _"
                                               + (secret == null ? "" : "; the one that is set is none")
                                               + ". Diffbot signs nothing: only who knows the secret may call");
        }
    }

    /**
     * Adds the place for the secret to the path. Camel's own default would be a hash over all options, and change with
     * each of them.
     */
    static void complete(WebhookConfiguration webhook, DiffbotConfiguration configuration) {
        String path = webhook.getWebhookPath();
        if (path == null || path.isBlank()) {
            String name = configuration.getJobName();
            path = "/diffbot/" + configuration.getJobType()
                   + (name == null ? "" : "/" + name.replaceAll("[^A-Za-z0-9_-]", "_"));
        }
        webhook.setWebhookPath(path.replaceFirst("/+$", "") + PLACEHOLDER);
    }

    /**
     * The last part of the path that was called.
     */
    static String lastPart(String uri) {
        String path = uri.replaceFirst("[?#].*", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * The URL, with its secret, of the one webhook route that hears of a job.
     *
     * @throws IllegalArgumentException when there is none, several, or one that does not say where it can be reached
     */
    static String find(CamelContext camelContext, DiffbotConfiguration producer, JobType type, String name) {
        List<Route> routes = new ArrayList<>();
        for (Route route : camelContext.getRoutes()) {
            DiffbotConfiguration configuration = webhook(route);
            if (configuration != null && isSameAccount(configuration, producer) && hears(configuration, type, name)) {
                routes.add(route);
            }
        }
        String job = type + " job '" + name + "'";
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
        return url(routes.get(0));
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
        return server.replaceFirst("/+$", "") + path.substring(0, path.length() - PLACEHOLDER.length() + 1)
               + webhook(route).getWebhookVerifyToken();
    }

    private static DiffbotConfiguration webhook(Route route) {
        return route.getEndpoint() instanceof WebhookEndpoint webhook
                && webhook.getEndpoint() instanceof DiffbotEndpoint diffbot
                        ? diffbot.getConfiguration() : null;
    }

    private static boolean isSameAccount(DiffbotConfiguration one, DiffbotConfiguration other) {
        return Objects.equals(one.getToken(), other.getToken()) && Objects.equals(one.getBaseUrl(), other.getBaseUrl());
    }

    private static boolean hears(DiffbotConfiguration configuration, JobType type, String name) {
        return JobNames.interest(configuration.getJobType(), configuration.getJobName(), configuration.isValidateName())
                .includes(Job.of(Map.of("type", type.name(), "name", name)));
    }
}
