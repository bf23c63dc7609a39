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
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.sandbox.internal.account.Ledger;
import io.github.cameldiffbot.sandbox.internal.data.Records;
import io.github.cameldiffbot.sandbox.internal.data.UrlRow;
import io.github.cameldiffbot.sandbox.internal.data.UrlRows;
import io.github.cameldiffbot.sandbox.internal.engine.Job;
import io.github.cameldiffbot.sandbox.internal.engine.JobView;
import io.github.cameldiffbot.sandbox.internal.journal.RequestJournal;
import io.github.cameldiffbot.sandbox.internal.journal.TokenMask;
import io.github.cameldiffbot.sandbox.internal.runner.JobChanges;
import io.github.cameldiffbot.sandbox.model.CreditUse;
import io.github.cameldiffbot.sandbox.model.RecordedRequest;
import io.github.cameldiffbot.sandbox.model.SandboxPlan;

/** Writes the responses of the admin API. Tokens are shortened to their first characters. */
final class AdminViews {

    private static final int MAX_SHOWN = 200;
    private static final int MAX_ROWS = 500;
    private static final int MAX_SCANNED = 100_000;
    private static final int MAX_RECORDS = 20;
    private static final int MAX_TYPED = 500;
    private static final Set<String> SECRET_HEADERS = Set.of("authorization", "cookie", "proxy-authorization");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ApiDependencies sandbox;
    private final TokenMask mask;
    private final JobChanges changes = new JobChanges();
    /** Distinguishes the versions of this start of the sandbox from those of others. */
    private final String start = Long.toString(System.nanoTime(), Character.MAX_RADIX);

    AdminViews(ApiDependencies sandbox) {
        this.sandbox = sandbox;
        this.mask = new TokenMask(sandbox.jobs()::tokens);
    }

    /**
     * Returns the state of the sandbox with all jobs, or with those that have changed.
     *
     * @param since the version of an earlier response, or an empty string
     */
    Responses.JsonBody overview(String since) {
        String own = start + "-";
        String number = since.startsWith(own) ? since.substring(own.length()) : "";
        JobChanges.Changed changed
                = changes.after(number.matches("\\d{1,18}") ? Long.parseLong(number) : -1, sandbox.jobs().all(),
                        this::view);
        return json -> {
            json.writeStringField("version", own + changed.number());
            json.writeBooleanField("complete", changed.complete());
            Instant now = sandbox.clock().now();
            json.writeStringField("now", now.toString());
            json.writeStringField("clock", sandbox.clock().mode().name().toLowerCase(Locale.ROOT));
            json.writeBooleanField("held", sandbox.runner().isHeld());
            json.writeBooleanField("maintenance", sandbox.runner().inMaintenance());
            json.writeNumberField("requests", sandbox.journal().count());
            json.writeStringField("site", sandbox.site().toString());
            json.writeNumberField("requestChanges", sandbox.journal().changes());
            json.writeNumberField("eventChanges", sandbox.events().changes());
            json.writeNumberField("outboxChanges", sandbox.outbox().changes());
            json.writeNumberField("faults", sandbox.faults().descriptions().size());
            writePlan(json, sandbox.service().plan());
            writeAccounts(json, now);
            Responses.array(json, "jobs", changed.jobs(), job -> {
                json.writeNumberField("id", job.number());
                json.writeStringField("token", TokenMask.cut(job.token()));
                json.writeNumberField("submitted", job.submitted());
                json.writeFieldName("job");
                json.writeRawValue(text(job));
            });
        };
    }

    /** Writes the limits of the accounts under the names of the parameters that set them. */
    private static void writePlan(JsonGenerator json, SandboxPlan plan) throws IOException {
        json.writeObjectFieldStart("plan");
        json.writeNumberField("callsPerMinute", plan.callsPerMinute());
        json.writeNumberField("minUrls", plan.minUrls());
        json.writeNumberField("maxRunning", plan.maxRunning());
        json.writeNumberField("maxJobs", plan.maxJobs());
        json.writeNumberField("credits", plan.creditsPerMonth());
        json.writeStringField("bulkRetention", plan.bulkRetention().toString());
        json.writeStringField("crawlRetention", plan.crawlRetention().toString());
        json.writeEndObject();
    }

    /** Writes what each account with a job or a charge has used. */
    private void writeAccounts(JsonGenerator json, Instant now) throws IOException {
        Ledger ledger = sandbox.credits().ledger();
        Map<String, Long> used = new LinkedHashMap<>();
        sandbox.jobs().tokens().forEach(token -> used.put(token, 0L));
        ledger.entries().forEach(entry -> used.merge(entry.token(), entry.use().credits(), Long::sum));
        Responses.array(json, "accounts", used.entrySet(), account -> {
            json.writeStringField("token", TokenMask.cut(account.getKey()));
            json.writeNumberField("creditsPerMonth", ledger.limit());
            json.writeNumberField("usedThisMonth", ledger.spent(account.getKey(), now));
            json.writeNumberField("used", account.getValue());
        });
    }

    Responses.JsonBody ledger() {
        return json -> Responses.array(json, "ledger", sandbox.credits().ledger().entries(), entry -> {
            CreditUse use = entry.use();
            json.writeStringField("date", use.date().toString());
            json.writeStringField("token", TokenMask.cut(entry.token()));
            json.writeStringField("type", use.type());
            json.writeStringField("job", use.job());
            json.writeNumberField("credits", use.credits());
            json.writeNumberField("extractions", use.extractions());
            json.writeNumberField("proxies", use.proxies());
        });
    }

    Responses.JsonBody job(Job job) {
        return json -> {
            json.writeNumberField("id", job.number());
            json.writeFieldName("job");
            json.writeRawValue(text(job));
        };
    }

    /**
     * Returns the last records of a job, and how many of the last 500 have which type.
     *
     * @param type of the records, or an empty string for all types
     */
    Responses.JsonBody records(Job job, String type) {
        return json -> {
            Records records = job.records();
            long size = records.size();
            json.writeNumberField("size", size);
            Map<String, Integer> types = new TreeMap<>();
            List<String> shown = new ArrayList<>();
            for (long i = size - 1; i >= Math.max(0, size - MAX_TYPED); i--) {
                byte[] record = records.get(i);
                String own = type(record);
                types.merge(own, 1, Integer::sum);
                if (shown.size() < MAX_RECORDS && (type.isEmpty() || own.equals(type))) {
                    shown.add(new String(record, StandardCharsets.UTF_8).replace(job.token(), TokenMask.cut(job.token())));
                }
            }
            json.writeObjectFieldStart("types");
            for (Map.Entry<String, Integer> entry : types.entrySet()) {
                json.writeNumberField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
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

    private static String type(byte[] record) throws IOException {
        try (JsonParser parser = JSON.createParser(record)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("type");
                parser.nextToken();
                if (found) {
                    return parser.getValueAsString("");
                }
                parser.skipChildren();
            }
            return "";
        }
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
        return json -> Responses.array(json, "events", last(sandbox.events().list()), event -> {
            json.writeNumberField("number", event.number());
            json.writeStringField("time", event.time().toString());
            json.writeNumberField("job", event.job());
            json.writeStringField("name", event.name());
            json.writeStringField("text", event.text());
        });
    }

    Responses.JsonBody outbox() {
        return json -> Responses.array(json, "outbox", last(sandbox.outbox().list()), notification -> {
            json.writeStringField("time", notification.time().toString());
            json.writeStringField("kind", notification.kind());
            json.writeStringField("to", notification.to());
            json.writeStringField("job", notification.job());
            json.writeStringField("status", notification.status());
            json.writeStringField("result", notification.result());
            json.writeStringField("body", mask.mask(notification.body()));
        });
    }

    Responses.JsonBody requests(ParsedRequest query) {
        String path = query.param("path", "");
        String method = query.param("method", "");
        String job = query.param("job", "");
        List<RequestJournal.Entry> found = sandbox.journal().entries().stream()
                .filter(e -> e.request().path().startsWith(path))
                .filter(e -> method.isEmpty() || e.request().method().equals(method))
                .filter(e -> job.isEmpty() || job.equals(e.request().param("name"))).toList();
        return json -> {
            json.writeNumberField("count", found.size());
            Responses.array(json, "requests", last(found), entry -> writeRequest(json, entry));
        };
    }

    /** Returns a request with its headers and the start of the body of its response. */
    Responses.JsonBody request(RequestJournal.Entry entry) {
        return json -> {
            writeRequest(json, entry);
            json.writeObjectFieldStart("headers");
            for (var header : entry.request().headers().entrySet()) {
                String value = String.join(", ", header.getValue());
                boolean secret = SECRET_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT));
                json.writeStringField(header.getKey(), secret ? TokenMask.cut(value) : mask.mask(value));
            }
            json.writeEndObject();
            json.writeStringField("body", entry.response() == null ? "" : mask.mask(entry.response().body()));
        };
    }

    private void writeRequest(JsonGenerator json, RequestJournal.Entry entry) throws IOException {
        RecordedRequest request = entry.request();
        json.writeNumberField("number", entry.number());
        json.writeStringField("time", request.time().toString());
        json.writeStringField("method", request.method());
        json.writeStringField("path", mask.mask(request.path()));
        if (entry.response() != null) {
            json.writeNumberField("status", entry.response().status());
            json.writeNumberField("micros", entry.response().micros());
        }
        json.writeObjectFieldStart("params");
        for (var param : request.params().entrySet()) {
            String value = String.join(" ", param.getValue());
            json.writeStringField(param.getKey(), param.getKey().equals("token") ? TokenMask.cut(value) : mask.mask(value));
        }
        json.writeEndObject();
    }

    Responses.JsonBody faults() {
        return json -> Responses.array(json, "faults", sandbox.faults().descriptions().entrySet(), fault -> {
            json.writeNumberField("number", fault.getKey());
            json.writeStringField("text", fault.getValue());
        });
    }

    private JobView view(Job job) {
        return job.view(sandbox.clock().millis(), sandbox.runner().inMaintenance());
    }

    private String text(Job job) {
        return mask.mask(sandbox.json().toString(view(job)))
                .replace("/" + job.token() + "-", "/" + TokenMask.cut(job.token()) + "-");
    }

    private static <T> List<T> last(List<T> all) {
        return all.subList(Math.max(0, all.size() - MAX_SHOWN), all.size());
    }
}
