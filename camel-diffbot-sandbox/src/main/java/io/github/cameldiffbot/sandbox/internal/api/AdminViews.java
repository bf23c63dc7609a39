/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.sandbox.internal.account.Ledger;
import io.github.cameldiffbot.sandbox.internal.account.LedgerEntry;
import io.github.cameldiffbot.sandbox.internal.data.Records;
import io.github.cameldiffbot.sandbox.internal.data.UrlRow;
import io.github.cameldiffbot.sandbox.internal.data.UrlRows;
import io.github.cameldiffbot.sandbox.internal.engine.Job;
import io.github.cameldiffbot.sandbox.internal.runner.JobEvent;
import io.github.cameldiffbot.sandbox.model.CreditUse;
import io.github.cameldiffbot.sandbox.model.RecordedRequest;
import io.github.cameldiffbot.sandbox.model.SandboxNotification;

/** Writes the responses of the admin API. Tokens are shortened to their first characters. */
final class AdminViews {

    private static final int MAX_SHOWN = 200;
    private static final int MAX_ROWS = 500;
    private static final int MAX_SCANNED = 100_000;
    private static final int MAX_RECORDS = 20;
    /** Shorter tokens may be part of ordinary words and are not masked in texts. */
    private static final int MIN_MASKED = 8;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ApiDependencies sandbox;

    AdminViews(ApiDependencies sandbox) {
        this.sandbox = sandbox;
    }

    Responses.JsonBody overview() {
        return json -> {
            Instant now = sandbox.clock().now();
            json.writeStringField("now", now.toString());
            json.writeStringField("clock", sandbox.clock().mode().name().toLowerCase(Locale.ROOT));
            json.writeBooleanField("held", sandbox.runner().isHeld());
            json.writeBooleanField("maintenance", sandbox.runner().inMaintenance());
            json.writeNumberField("requests", sandbox.journal().count());
            json.writeStringField("site", sandbox.site().toString());
            writeAccounts(json, now);
            json.writeArrayFieldStart("jobs");
            for (Job job : sandbox.jobs().all()) {
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

    /** Writes what each account with a job or a charge has used. */
    private void writeAccounts(JsonGenerator json, Instant now) throws IOException {
        Ledger ledger = sandbox.credits().ledger();
        Map<String, Long> used = new LinkedHashMap<>();
        sandbox.jobs().tokens().forEach(token -> used.put(token, 0L));
        ledger.entries().forEach(entry -> used.merge(entry.token(), entry.use().credits(), Long::sum));
        json.writeArrayFieldStart("accounts");
        for (String token : used.keySet()) {
            json.writeStartObject();
            json.writeStringField("token", cut(token));
            json.writeNumberField("creditsPerMonth", ledger.limit());
            json.writeNumberField("usedThisMonth", ledger.spent(token, now));
            json.writeNumberField("used", used.get(token));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    Responses.JsonBody ledger() {
        return json -> {
            json.writeArrayFieldStart("ledger");
            for (LedgerEntry entry : sandbox.credits().ledger().entries()) {
                CreditUse use = entry.use();
                json.writeStartObject();
                json.writeStringField("date", use.date().toString());
                json.writeStringField("token", cut(entry.token()));
                json.writeStringField("type", use.type());
                json.writeStringField("job", use.job());
                json.writeNumberField("credits", use.credits());
                json.writeNumberField("extractions", use.extractions());
                json.writeNumberField("proxies", use.proxies());
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }

    Responses.JsonBody job(Job job) {
        return json -> {
            json.writeNumberField("id", job.number());
            json.writeFieldName("job");
            json.writeRawValue(text(job, sandbox.clock().now()));
        };
    }

    Responses.JsonBody records(Job job) {
        return json -> {
            Records records = job.records();
            long size = records.size();
            json.writeNumberField("size", size);
            List<String> shown = new ArrayList<>();
            for (long i = size - 1; i >= Math.max(0, size - MAX_RECORDS); i--) {
                String record = new String(records.get(i), StandardCharsets.UTF_8);
                shown.add(record.replace(job.token(), cut(job.token())));
            }
            json.writeArrayFieldStart("records");
            for (String record : shown) {
                json.writeRawValue(record);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("texts");
            for (String record : shown) {
                json.writeString(JSON.readTree(record).toPrettyString());
            }
            json.writeEndArray();
        };
    }

    /**
     * Returns the last rows of the URL report.
     *
     * @param failed whether only rows with an error are shown
     */
    Responses.JsonBody urls(Job job, boolean failed) {
        return json -> {
            UrlRows rows = job.rows();
            long size = rows.size();
            int shown = 0;
            json.writeNumberField("size", size);
            json.writeArrayFieldStart("urls");
            for (long i = size - 1; i >= Math.max(0, size - MAX_SCANNED) && shown < MAX_ROWS; i--) {
                UrlRow row = rows.get(i);
                if (!failed || !row.crawlStatus().equals(UrlRow.SUCCESS)
                        || row.processAttempted() && !row.processResponse().equals(UrlRow.SUCCESS)) {
                    shown++;
                    json.writeStartObject();
                    json.writeStringField("url", row.url());
                    json.writeStringField("crawlStatus", row.crawlStatus());
                    json.writeStringField("processResponse", row.processResponse());
                    json.writeNumberField("round", row.round());
                    json.writeNumberField("hops", row.hops());
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
        };
    }

    Responses.JsonBody events() {
        return json -> {
            json.writeArrayFieldStart("events");
            for (JobEvent event : last(sandbox.events().list())) {
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

    Responses.JsonBody outbox() {
        return json -> {
            json.writeArrayFieldStart("outbox");
            for (SandboxNotification notification : last(sandbox.outbox().list())) {
                json.writeStartObject();
                json.writeStringField("time", notification.time().toString());
                json.writeStringField("kind", notification.kind());
                json.writeStringField("to", notification.to());
                json.writeStringField("job", notification.job());
                json.writeStringField("status", notification.status());
                json.writeStringField("result", notification.result());
                json.writeStringField("body", masked(notification.body()));
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }

    Responses.JsonBody requests(ParsedRequest query) {
        String path = query.param("path", "");
        String method = query.param("method", "");
        String job = query.param("job", "");
        Stream<RecordedRequest> matching = sandbox.journal().requests().stream()
                .filter(r -> r.path().startsWith(path)).filter(r -> method.isEmpty() || r.method().equals(method))
                .filter(r -> job.isEmpty() || job.equals(r.param("name")));
        List<RecordedRequest> found = matching.toList();
        return json -> {
            json.writeNumberField("count", found.size());
            json.writeArrayFieldStart("requests");
            for (RecordedRequest request : last(found)) {
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

    Responses.JsonBody faults() {
        return json -> {
            json.writeArrayFieldStart("faults");
            for (String fault : sandbox.faults().descriptions()) {
                json.writeString(fault);
            }
            json.writeEndArray();
        };
    }

    private String text(Job job, Instant now) {
        String text = sandbox.json().toString(job.view(now.toEpochMilli(), sandbox.runner().inMaintenance()));
        return masked(text).replace("/" + job.token() + "-", "/" + cut(job.token()) + "-");
    }

    private String masked(String text) {
        String masked = text;
        for (String token : sandbox.jobs().tokens()) {
            if (token.length() >= MIN_MASKED) {
                masked = masked.replace(token, cut(token));
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
