/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import java.util.regex.Pattern;

import io.github.cameldiffbot.job.JobType;
import org.apache.camel.component.webhook.WebhookConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Builds the URLs of webhook routes. The path of the HTTP server ends with a placeholder; only the caller and the
 * handler know the secret in its place, because paths are visible in logs, JMX and consoles.
 */
public final class WebhookUrls {

    /**
     * The value of the option notifyWebhook that stands for the URL of the context's webhook route.
     */
    public static final String AUTO = "auto";

    private static final String PLACEHOLDER = "/{diffbotSecret}";
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{16,}");

    private WebhookUrls() {
    }

    /**
     * Checks a secret.
     *
     * @throws IllegalArgumentException if it is missing, too short or not usable in a path
     */
    public static void checkSecret(@Nullable String secret) {
        if (secret == null || !SECRET.matcher(secret).matches()) {
            throw new IllegalArgumentException(
                    "A webhook route needs the option webhookVerifyToken, a secret of 16 or more letters, digits, - and _"
                                               + (secret == null
                                                       ? "" : "; the configured value is too short or has other characters")
                                               + ". Diffbot signs nothing: only who knows the secret may call");
        }
    }

    /**
     * Appends the placeholder for the secret to the path. Camel's default path is a hash over all options and changes
     * with each of them.
     */
    public static void complete(WebhookConfiguration webhook, JobType type, @Nullable String name) {
        String path = webhook.getWebhookPath();
        if (path == null || path.isBlank()) {
            path = "/diffbot/" + type
                   + (name == null ? "" : "/" + name.replaceAll("[^A-Za-z0-9_-]", "_"));
        }
        webhook.setWebhookPath(path.replaceFirst("/+$", "") + PLACEHOLDER);
    }

    /**
     * Returns the path of a webhook with its secret in place of the placeholder.
     */
    public static String withSecret(String path, String secret) {
        return path.substring(0, path.length() - PLACEHOLDER.length() + 1) + secret;
    }

    /**
     * Returns the last part of the path of a call.
     */
    public static String lastPart(String uri) {
        String path = uri.replaceFirst("[?#].*", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
