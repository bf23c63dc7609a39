/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** Calls webhooks: in order, one try each, and whatever the receiver says is of no consequence. */
final class Notifier implements AutoCloseable {

    private final Predicate<URI> allowed;
    private final ExecutorService sender = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "diffbot-sandbox-webhook");
        thread.setDaemon(true);
        return thread;
    });
    private HttpClient client;

    Notifier(Predicate<URI> allowed) {
        this.allowed = allowed;
    }

    void send(String url, String jobName, String status, byte[] job) {
        sender.execute(() -> post(url, jobName, status, job));
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }

    private void post(String url, String jobName, String status, byte[] job) {
        try {
            URI target = URI.create(url);
            if (!allowed.test(target)) {
                return;
            }
            if (client == null) {
                client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(10)).build();
            }
            HttpRequest request = HttpRequest.newBuilder(target).timeout(Duration.ofSeconds(60))
                    .header("Content-Type", "application/json").header("User-Agent", "Crawlbot/2.0").header("Accept", "*/*")
                    .header("X-Crawl-Name", jobName).header("X-Crawl-Status", status)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(job)).build();
            client.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException | IllegalArgumentException e) {
            // one try and no more, as documented: a receiver that is not there misses the call
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
