/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.internal.request.WebhookUrls;
import io.github.cameldiffbot.job.JobKey;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Responds to HTTP calls to a webhook within a second, regardless of the duration of polls and routes. Only the names
 * of jobs are taken from a call; its other data is not authenticated.
 */
public final class WebhookHandler extends ServiceSupport implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookHandler.class);

    private static final ObjectMapper MAPPER
            = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;
    private static final int UNAVAILABLE = 503;
    // Diffbot sends the JSON of one job, without its records
    private static final int MAX_BYTES = 1024 * 1024;
    private static final Duration RESPONSE_TIME = Duration.ofSeconds(1);

    private final String name;
    private final byte[] secret;
    private final WebhookEvents events;
    private final Duration responseTime;

    /**
     * @param name   the name of the endpoint in the log
     * @param secret the last part of the path of genuine calls
     */
    public WebhookHandler(String name, String secret, WebhookEvents events) {
        this(name, secret, events, RESPONSE_TIME);
    }

    WebhookHandler(String name, String secret, WebhookEvents events, Duration responseTime) {
        this.name = name;
        this.secret = bytes(secret);
        this.events = events;
        this.responseTime = responseTime;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        int status = answer(message);
        // otherwise the response would contain the headers of the call
        message.removeHeaders("*");
        message.setBody(null);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    }

    private int answer(Message message) {
        if (!isAuthentic(message)) {
            // as if the path did not exist
            LOG.debug("A call to the webhook of {} does not know its secret", name);
            return NOT_FOUND;
        }
        byte[] body;
        try {
            body = body(message);
        } catch (IOException | RuntimeException e) {
            LOG.debug("A call to the webhook of {} could not be read", name, e);
            return BAD_REQUEST;
        }
        if (body == null) {
            LOG.info("A call to the webhook of {} is refused: its body has more than {} bytes",
                    name, MAX_BYTES);
            return TOO_LARGE;
        }
        try {
            List<JobKey> jobs = jobs(body);
            return responseCode(events.accept(jobs));
        } catch (IllegalArgumentException e) {
            LOG.info("A call to the webhook of {} is refused: {}", name, e.getMessage());
            return BAD_REQUEST;
        } catch (RejectedExecutionException e) {
            LOG.warn("A call to the webhook of {} is refused: {}", name, e.getMessage());
            return UNAVAILABLE;
        }
    }

    private boolean isAuthentic(Message message) {
        String uri = message.getHeader(Exchange.HTTP_URI, String.class);
        if (uri == null) {
            uri = message.getHeader(Exchange.HTTP_PATH, "", String.class);
        }
        return MessageDigest.isEqual(secret, bytes(WebhookUrls.lastPart(uri)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns the body; null if it is too long. A longer stream is not read further than the limit.
     */
    private byte @Nullable [] body(Message message) throws IOException {
        Long announced = message.getHeader("Content-Length", Long.class);
        if (announced != null && announced > MAX_BYTES) {
            return null;
        }
        try (InputStream stream = message.getBody(InputStream.class)) {
            byte[] bytes = stream == null ? new byte[0] : stream.readNBytes(MAX_BYTES + 1);
            return bytes.length > MAX_BYTES ? null : bytes;
        }
    }

    /**
     * Returns the jobs in a body: a single one, or several in a member {@code jobs}. The type is empty if it is
     * missing.
     *
     * @throws IllegalArgumentException if the body is invalid
     */
    private static List<JobKey> jobs(byte[] body) {
        JsonNode root;
        try {
            root = MAPPER.readTree(body);
        } catch (IOException e) {
            throw new IllegalArgumentException("The body is not JSON", e);
        }
        if (!root.isObject()) {
            throw new IllegalArgumentException("The body is not a JSON object");
        }
        if (!root.has("jobs")) {
            return List.of(key(root));
        }
        if (!root.get("jobs").isArray()) {
            throw new IllegalArgumentException("The body's jobs are not a list");
        }
        List<JobKey> jobs = new ArrayList<>();
        root.get("jobs").forEach(job -> jobs.add(key(job)));
        return jobs;
    }

    private static JobKey key(JsonNode job) {
        JsonNode name = job.path("name");
        if (!name.isTextual() || name.textValue().isBlank()) {
            throw new IllegalArgumentException("The body has a job without a name");
        }
        return new JobKey(job.path("type").asText(""), name.textValue());
    }

    private int responseCode(Future<?> poll) {
        try {
            poll.get(responseTime.toMillis(), TimeUnit.MILLISECONDS);
            return OK;
        } catch (TimeoutException e) {
            return ACCEPTED;
        } catch (ExecutionException e) {
            return UNAVAILABLE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNAVAILABLE;
        }
    }

    @Override
    protected void doStart() {
        ServiceHelper.startService(events);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(events);
    }
}
