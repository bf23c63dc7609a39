/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.github.cameldiffbot.sandbox.SandboxNotice;
import io.github.cameldiffbot.sandbox.WebhookBehaviour;

/** Calls webhooks and writes mails: in order, one try each, and whatever the receiver says is of no consequence. */
final class Notifier implements AutoCloseable {

    private final Predicate<URI> allowed;
    private final Outbox outbox;
    private final MailSender mail;
    private final JobJson json;
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "diffbot-sandbox-notifier");
        thread.setDaemon(true);
        return thread;
    });
    private volatile WebhookBehaviour behaviour = WebhookBehaviour.DOCUMENTED;
    private HttpClient client;

    /** What is to be told, as it stood when the round ended. */
    private record Message(String job, String status, String json, Instant time) {
    }

    Notifier(EngineOptions options, Outbox outbox, JobJson json) {
        this.allowed = options.fetch().allowed();
        this.outbox = outbox;
        this.json = json;
        this.mail = options.mailServer() == null ? null : new MailSender(options.mailServer());
    }

    void behave(WebhookBehaviour given) {
        behaviour = given;
    }

    WebhookBehaviour behaviour() {
        return behaviour;
    }

    /** Tells whoever wants to know that a round is over; what is told is taken down at once. */
    void tell(Job job, Instant now) {
        String webhook = job.settings.text(Setting.NOTIFY_WEBHOOK);
        String address = job.settings.text(Setting.NOTIFY_EMAIL);
        if (webhook.isBlank() && address.isBlank()) {
            return;
        }
        String text = new String(json.bytes(job, now.toEpochMilli(), false), StandardCharsets.UTF_8);
        String status = StatusRules.of(job, now.toEpochMilli(), false).message();
        Message message = new Message(job.name(), status, text, now);
        if (!webhook.isBlank()) {
            call(webhook, message);
        }
        if (!address.isBlank()) {
            write(address, message);
        }
    }

    private void call(String url, Message message) {
        WebhookBehaviour now = behaviour;
        String body = now.wrapped() ? "{\"jobs\":[" + message.json + "]}" : message.json;
        if (now.copies() <= 0) {
            note("webhook", url, message, body, "lost");
        }
        for (int i = 0; i < now.copies(); i++) {
            schedule(() -> note("webhook", url, message, body, post(url, message, body, now.headers())), now.delay());
        }
    }

    private void write(String address, Message message) {
        String text = "The job \"" + message.job + "\" of the Diffbot sandbox: " + message.status + "\n";
        schedule(() -> note("email", address, message, text, send(address, message, text)), Duration.ZERO);
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }

    private void schedule(Runnable task, Duration delay) {
        try {
            sender.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // the sandbox is being closed: nobody waits for this any more
            return;
        }
    }

    private void note(String kind, String to, Message message, String body, String result) {
        outbox.add(new SandboxNotice(kind, to, message.job, message.status, body, message.time, result));
    }

    private String send(String address, Message message, String text) {
        if (mail == null) {
            return "kept";
        }
        try {
            mail.send(address, "Diffbot job " + message.job + ": " + message.status, text);
            return "sent";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** One try and no more, as documented: a receiver that is not there misses the call. */
    private String post(String url, Message message, String body, boolean headers) {
        try {
            URI target = URI.create(url);
            if (!allowed.test(target)) {
                return "host is not on the sandbox's allow-list";
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
