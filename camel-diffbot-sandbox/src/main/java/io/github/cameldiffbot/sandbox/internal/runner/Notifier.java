/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.runner;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.sandbox.internal.engine.JobView;
import io.github.cameldiffbot.sandbox.internal.engine.Setting;
import io.github.cameldiffbot.sandbox.internal.fetch.AllowList;
import io.github.cameldiffbot.sandbox.internal.format.JobJson;
import io.github.cameldiffbot.sandbox.model.SandboxNotification;
import io.github.cameldiffbot.sandbox.model.WebhookBehaviour;
import org.jspecify.annotations.Nullable;

/**
 * Calls webhooks, one after the other and once each, and records mails. The response of a webhook has no effect on the
 * job.
 */
public final class Notifier implements AutoCloseable {

    /** As many as the outbox keeps. */
    private static final int MAX_WAITING = 1_000;

    private final AllowList allowed;
    private final RecentList<SandboxNotification> outbox;
    private final JobJson json;
    private final ScheduledThreadPoolExecutor sender;
    private volatile WebhookBehaviour behaviour = WebhookBehaviour.DOCUMENTED;
    private @Nullable HttpClient client;

    /** The content of a notification, as the job was at the end of the round. */
    private record Message(String job, String status, String json, Instant time) {
    }

    /**
     * Creates a notifier.
     *
     * @param allowed accepts the URLs that may be called
     */
    public Notifier(AllowList allowed, RecentList<SandboxNotification> outbox, JobJson json) {
        this.allowed = allowed;
        this.outbox = outbox;
        this.json = json;
        this.sender = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("diffbot-sandbox-notifier"));
    }

    void setBehaviour(WebhookBehaviour given) {
        behaviour = given;
    }

    WebhookBehaviour behaviour() {
        return behaviour;
    }

    /** Schedules the notifications of a job whose round has ended. */
    void send(JobView job, Instant now) {
        String webhook = job.text(Setting.NOTIFY_WEBHOOK);
        String address = job.text(Setting.NOTIFY_EMAIL);
        if (webhook.isBlank() && address.isBlank()) {
            return;
        }
        Message message = new Message(job.name(), job.status().message(), json.toString(job), now);
        if (!webhook.isBlank()) {
            callWebhook(webhook, message);
        }
        if (!address.isBlank()) {
            String text = "The job \"" + message.job + "\" of the Diffbot sandbox: " + message.status + "\n";
            schedule(() -> record("email", address, message, text, "kept"), Duration.ZERO);
        }
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }

    private void callWebhook(String url, Message message) {
        WebhookBehaviour now = behaviour;
        String body = now.wrapped() ? "{\"jobs\":[" + message.json + "]}" : message.json;
        if (now.copies() <= 0) {
            record("webhook", url, message, body, "lost");
        }
        for (int i = 0; i < now.copies(); i++) {
            if (sender.getQueue().size() >= MAX_WAITING) {
                record("webhook", url, message, body, "not called: " + MAX_WAITING + " calls are waiting");
                return;
            }
            schedule(() -> record("webhook", url, message, body, post(url, message, body, now.headers())), now.delay());
        }
    }

    private void schedule(Runnable task, Duration delay) {
        try {
            sender.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // the sandbox is closing: the notification is dropped
            return;
        }
    }

    private void record(String kind, String to, Message message, String body, String result) {
        outbox.add(new SandboxNotification(kind, to, message.job, message.status, body, message.time, result));
    }

    /** Makes one attempt, as documented, and returns its result. */
    private String post(String url, Message message, String body, boolean headers) {
        try {
            URI target = URI.create(url);
            String refusal = allowed.refusal(target);
            if (!refusal.isEmpty()) {
                return refusal;
            }
            if (client == null) {
                client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(10)).build();
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(target).timeout(Duration.ofSeconds(60))
                    .header("Content-Type", "application/json").header("User-Agent", "Crawlbot/2.0").header("Accept", "*/*")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)));
            if (headers) {
                request.header("X-Crawl-Name", message.job).header("X-Crawl-Status", message.status);
            }
            return Integer.toString(client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode());
        } catch (IOException | IllegalArgumentException e) {
            return e.getClass().getSimpleName();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
