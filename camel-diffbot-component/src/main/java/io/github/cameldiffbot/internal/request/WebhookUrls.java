/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import java.util.regex.Pattern;

import io.github.cameldiffbot.job.JobType;
import org.apache.camel.component.webhook.WebhookConfiguration;

/**
 * Where webhook routes can be called. The path that the server is told ends with a placeholder; the secret in its place
 * is known to the caller and to the handler only, as paths show in logs, JMX and consoles.
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
     * @throws IllegalArgumentException when there is none, or one that can be guessed or does not fit in a path
     */
    public static void checkSecret(String secret) {
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
    public static void complete(WebhookConfiguration webhook, JobType type, String name) {
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
     * The last part of the path that was called.
     */
    public static String lastPart(String uri) {
        String path = uri.replaceFirst("[?#].*", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
