/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.github.cameldiffbot.sandbox.SandboxNotice;
import io.github.cameldiffbot.sandbox.SandboxRequest;
import io.github.cameldiffbot.sandbox.job.Job;
import io.github.cameldiffbot.sandbox.job.JobEvent;
import io.github.cameldiffbot.sandbox.store.Records;

/** What the sandbox's own API shows. Tokens are cut to their first characters. */
final class AdminViews {

    private static final int MAX_SHOWN = 200;
    private static final int MAX_RECORDS = 20;
    /** Shorter ones could be part of any word. */
    private static final int SHORT_TOKEN = 8;

    private final SandboxParts parts;

    AdminViews(SandboxParts parts) {
        this.parts = parts;
    }

    Answer.JsonBody overview() {
        return json -> {
            Instant now = parts.clock().now();
            json.writeStringField("now", now.toString());
            json.writeStringField("clock", switch (parts.clock().pace()) {
                case REAL -> "real";
                case FROZEN -> "virtual";
                case JUMPING -> "instant";
            });
            json.writeBooleanField("held", parts.engine().isHeld());
            json.writeBooleanField("maintenance", parts.engine().inMaintenance());
            json.writeNumberField("requests", parts.traffic().count());
            json.writeStringField("site", parts.site().toString());
            json.writeArrayFieldStart("jobs");
            for (Job job : parts.store().all()) {
                json.writeStartObject();
                json.writeNumberField("id", job.number());
                json.writeStringField("token", cut(job.token()));
                json.writeNumberField("submitted", job.submitted());
                json.writeFieldName("job");
                json.writeRawValue(text(job, now));
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }

    Answer.JsonBody job(Job job) {
        return json -> {
            json.writeNumberField("id", job.number());
            json.writeFieldName("job");
            json.writeRawValue(text(job, parts.clock().now()));
        };
    }

    Answer.JsonBody records(Job job) {
        return json -> {
            Records records = job.records();
            long size = records.size();
            json.writeNumberField("size", size);
            json.writeArrayFieldStart("records");
            for (long i = size - 1; i >= Math.max(0, size - MAX_RECORDS); i--) {
                String record = new String(records.get(i), StandardCharsets.UTF_8);
                json.writeRawValue(record.replace(job.token(), cut(job.token())));
            }
            json.writeEndArray();
        };
    }

    Answer.JsonBody events() {
        return json -> {
            json.writeArrayFieldStart("events");
            for (JobEvent event : last(parts.events().list())) {
                json.writeStartObject();
                json.writeNumberField("number", event.number());
                json.writeStringField("time", event.time().toString());
                json.writeNumberField("job", event.job());
                json.writeStringField("name", event.name());
                json.writeStringField("text", event.text());
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }

    Answer.JsonBody outbox() {
        return json -> {
            json.writeArrayFieldStart("outbox");
            for (SandboxNotice notice : last(parts.outbox().list())) {
                json.writeStartObject();
                json.writeStringField("time", notice.time().toString());
                json.writeStringField("kind", notice.kind());
                json.writeStringField("to", notice.to());
                json.writeStringField("job", notice.job());
                json.writeStringField("status", notice.status());
                json.writeStringField("result", notice.result());
                json.writeStringField("body", masked(notice.body()));
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }

    Answer.JsonBody requests(ApiRequest query) {
        String path = query.param("path", "");
        String method = query.param("method", "");
        String job = query.param("job", "");
        Stream<SandboxRequest> wanted = parts.traffic().requests().stream()
                .filter(r -> r.path().startsWith(path)).filter(r -> method.isEmpty() || r.method().equals(method))
                .filter(r -> job.isEmpty() || job.equals(r.param("name")));
        List<SandboxRequest> found = wanted.toList();
        return json -> {
            json.writeNumberField("count", found.size());
            json.writeArrayFieldStart("requests");
            for (SandboxRequest request : last(found)) {
                json.writeStartObject();
                json.writeStringField("time", request.time().toString());
                json.writeStringField("method", request.method());
                json.writeStringField("path", masked(request.path()));
                json.writeObjectFieldStart("params");
                for (var param : request.params().entrySet()) {
                    String value = String.join(" ", param.getValue());
                    json.writeStringField(param.getKey(), param.getKey().equals("token") ? cut(value) : masked(value));
                }
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }

    Answer.JsonBody faults() {
        return json -> {
            json.writeArrayFieldStart("faults");
            for (String plan : parts.traffic().plans()) {
                json.writeString(plan);
            }
            json.writeEndArray();
        };
    }

    private String text(Job job, Instant now) throws IOException {
        byte[] bytes = parts.json().bytes(job, now.toEpochMilli(), parts.engine().inMaintenance());
        return masked(new String(bytes, StandardCharsets.UTF_8)).replace("/" + job.token() + "-", "/" + cut(job.token()) + "-");
    }

    private String masked(String text) {
        String masked = text;
        for (Job job : parts.store().all()) {
            if (job.token().length() >= SHORT_TOKEN) {
                masked = masked.replace(job.token(), cut(job.token()));
            }
        }
        return masked.replaceAll("\\b([0-9a-f]{4})[0-9a-f]{28}\\b", "$1…");
    }

    private static String cut(String token) {
        return token.substring(0, Math.min(4, token.length() / 2)) + "…";
    }

    private static <T> List<T> last(List<T> all) {
        return all.subList(Math.max(0, all.size() - MAX_SHOWN), all.size());
    }
}
