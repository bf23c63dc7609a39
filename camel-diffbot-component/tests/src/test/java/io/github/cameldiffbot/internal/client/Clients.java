/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.client.form.JobSubmission;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.internal.client.http.ClientSettings;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;

/**
 * Clients for tests, with very short delays.
 */
public final class Clients {

    public static final String TOKEN = "0123456789abcdef0123456789ABCDEF";

    private Clients() {
    }

    public static CloseableHttpClient http(int connections) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create().setMaxConnTotal(connections)
                        .setMaxConnPerRoute(connections).build())
                .disableAutomaticRetries().disableCookieManagement().build();
    }

    public static DiffbotClient client(int port) {
        return client(port, 2);
    }

    public static DiffbotClient client(int port, int maxRetries) {
        return client(port, maxRetries, Duration.ofMillis(200));
    }

    static DiffbotClient client(int port, int maxRetries, Duration grace) {
        CloseableHttpClient http = http(5);
        return client(settings(port, maxRetries, grace), () -> http);
    }

    public static DiffbotClient client(ClientSettings settings, Supplier<HttpClient> http) {
        return new DiffbotClient(settings, http, http);
    }

    public static ClientSettings settings(int port, int maxRetries) {
        return settings(port, maxRetries, Duration.ofMillis(200));
    }

    private static ClientSettings settings(int port, int maxRetries, Duration grace) {
        return new ClientSettings(
                URI.create("http://localhost:" + port + "/v3"), () -> TOKEN, Duration.ofSeconds(60), Duration.ofSeconds(60),
                maxRetries, Duration.ofMillis(2), Duration.ofMillis(20), 0, grace);
    }

    /** Returns a job of which only the name and the type are known. */
    static Job named(JobType type, String name) {
        return Job.of(Map.of("name", name, "type", type.name()));
    }

    static Job create(DiffbotClient client, JobType type, UrlSource urls) {
        try (JobSubmission form = new JobSubmission("create", type, "a", null, urls)) {
            return client.changes().create(form, null, () -> {
            });
        }
    }

    static Job update(DiffbotClient client, JobType type, FormParameters settings, UrlSource urls) {
        try (JobSubmission form = new JobSubmission("update", type, "a", settings, urls)) {
            return client.changes().update(form);
        }
    }

    static String job(String type, String name) {
        return "{\"name\":\"" + name + "\",\"type\":\"" + type + "\",\"jobStatus\":{\"status\":0,\"message\":\"x\"}}";
    }

    /** Returns a job with this creation time in seconds; the server's clock is at 2000. */
    public static String jobs(String type, String name, int status, long created) {
        return "{\"jobs\":[{\"name\":\"" + name + "\",\"type\":\"" + type + "\",\"jobStatus\":{\"status\":" + status
               + ",\"message\":\"x\"},\"jobCreationTimeUTC\":" + created + ",\"currentTimeUTC\":2000}]}";
    }

    public static String jobs(String type, String name) {
        return "{\"jobs\":[" + job(type, name) + "]}";
    }
}
