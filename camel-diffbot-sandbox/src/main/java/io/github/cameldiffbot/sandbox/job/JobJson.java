/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/** Writes jobs as the API shows them. */
public final class JobJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final String baseUrl;
    private final boolean legacy;

    /**
     * A writer.
     *
     * @param baseUrl of the API, for the download links
     * @param legacy  whether to write the shape of 2015
     */
    public JobJson(String baseUrl, boolean legacy) {
        this.baseUrl = baseUrl;
        this.legacy = legacy;
    }

    /**
     * One job as a document of its own, as webhooks get it.
     *
     * @param  job         the job
     * @param  nowMillis   the present
     * @param  maintenance whether all work is suspended
     * @return             JSON in UTF-8
     */
    public byte[] bytes(Job job, long nowMillis, boolean maintenance) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1500);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            write(json, job, nowMillis, maintenance);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /**
     * Writes a job.
     *
     * @param  json        takes it
     * @param  job         the job
     * @param  nowMillis   the present
     * @param  maintenance whether all work is suspended
     * @throws IOException if it cannot be written
     */
    public void write(JsonGenerator json, Job job, long nowMillis, boolean maintenance) throws IOException {
        synchronized (job) {
            JobStatus status = StatusRules.of(job, nowMillis, maintenance);
            json.writeStartObject();
            json.writeStringField("name", job.name());
            json.writeStringField("type", job.type().wire());
            json.writeNumberField("jobCreationTimeUTC", job.created);
            boolean unfinished = status.code() == 0 || status.code() == 5 || status.code() == 7;
            json.writeNumberField("jobCompletionTimeUTC", unfinished ? 0 : job.rounds.ranOut / 1000);
            json.writeObjectFieldStart("jobStatus");
            json.writeNumberField("status", status.code());
            json.writeStringField("message", status.message());
            json.writeEndObject();
            json.writeNumberField("sentJobDoneNotification", job.notified ? 1 : 0);
            writeCounters(json, job.counters);
            for (Setting setting : Setting.values()) {
                writeSetting(json, job, setting);
            }
            if (job.type() == JobType.CRAWL) {
                json.writeStringField("seeds", job.seeds());
            }
            json.writeNumberField("roundsCompleted", job.rounds.completed);
            json.writeNumberField("roundStartTime", job.rounds.start);
            json.writeNumberField("currentTime", nowMillis / 1000);
            json.writeNumberField("currentTimeUTC", nowMillis / 1000);
            String download = baseUrl + "/" + job.type().wire() + "/download/" + job.token() + "-" + job.name();
            json.writeStringField("downloadJson", download + "_data.json");
            json.writeStringField("downloadUrls", download + "_urls.csv");
            json.writeEndObject();
        }
    }

    private static void writeCounters(JsonGenerator json, Counters counters) throws IOException {
        json.writeNumberField("objectsFound", counters.objectsFound);
        json.writeNumberField("urlsHarvested", counters.urlsHarvested);
        json.writeNumberField("pageCrawlAttempts", counters.crawlAttempts);
        json.writeNumberField("pageCrawlSuccesses", counters.crawlSuccesses);
        json.writeNumberField("pageCrawlSuccessesThisRound", counters.crawlSuccessesThisRound);
        json.writeNumberField("pageProcessAttempts", counters.processAttempts);
        json.writeNumberField("pageProcessSuccesses", counters.processSuccesses);
        json.writeNumberField("pageProcessSuccessesThisRound", counters.processSuccessesThisRound);
    }

    private void writeSetting(JsonGenerator json, Job job, Setting setting) throws IOException {
        Object value = job.settings.value(setting);
        if (value == null || legacy && setting.isNew()) {
            return;
        }
        json.writeFieldName(setting.wire());
        switch (setting.kind()) {
            case HEADERS -> {
                json.writeStartObject();
                for (var header : job.settings.headers().entrySet()) {
                    json.writeStringField(header.getKey(), header.getValue());
                }
                json.writeEndObject();
            }
            case NUMBER -> writeFloat(json, (Double) value);
            case TEXT -> json.writeString((String) value);
            default -> json.writeNumber((Long) value);
        }
    }

    /** Whole numbers without a point in the new shape, six digits after it in the old one. */
    private void writeFloat(JsonGenerator json, double value) throws IOException {
        if (legacy) {
            json.writeRawValue(String.format(Locale.ROOT, "%.6f", value));
        } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }
}
