/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.cameldiffbot.sandbox.internal.engine.CounterValues;
import io.github.cameldiffbot.sandbox.internal.engine.JobType;
import io.github.cameldiffbot.sandbox.internal.engine.JobView;
import io.github.cameldiffbot.sandbox.internal.engine.Setting;

/** Writes jobs in the JSON format of the API. */
public final class JobJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final String baseUrl;
    private final boolean legacy;

    /**
     * Creates a writer.
     *
     * @param baseUrl of the API, for the download links
     * @param legacy  whether to write the format of 2015
     */
    public JobJson(String baseUrl, boolean legacy) {
        this.baseUrl = baseUrl;
        this.legacy = legacy;
    }

    /**
     * Returns a writer whose download links have the host that a client used.
     *
     * @param host with its port, or null
     */
    public JobJson at(String host) {
        return host == null ? this : new JobJson("http://" + host + "/v3", legacy);
    }

    /** Returns a job as a JSON document, as a webhook receives it. */
    public String toString(JobView job) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1500);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            write(json, job);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Writes a job as a JSON object. */
    public void write(JsonGenerator json, JobView job) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", job.name());
        json.writeStringField("type", job.type().wire());
        json.writeNumberField("jobCreationTimeUTC", job.created());
        json.writeNumberField("jobCompletionTimeUTC", job.completed());
        json.writeObjectFieldStart("jobStatus");
        json.writeNumberField("status", job.status().code());
        json.writeStringField("message", job.status().message());
        json.writeEndObject();
        json.writeNumberField("sentJobDoneNotification", job.notified() ? 1 : 0);
        writeCounters(json, job.counters());
        for (Setting setting : Setting.values()) {
            writeSetting(json, job, setting);
        }
        if (job.type() == JobType.CRAWL) {
            json.writeStringField("seeds", job.seeds());
        }
        json.writeNumberField("roundsCompleted", job.roundsCompleted());
        json.writeNumberField("roundStartTime", job.roundStart());
        json.writeNumberField("currentTime", job.time());
        json.writeNumberField("currentTimeUTC", job.time());
        String download = baseUrl + "/" + job.type().wire() + "/download/" + job.token() + "-" + job.name();
        json.writeStringField("downloadJson", download + "_data.json");
        json.writeStringField("downloadUrls", download + "_urls.csv");
        json.writeEndObject();
    }

    private static void writeCounters(JsonGenerator json, CounterValues counters) throws IOException {
        json.writeNumberField("objectsFound", counters.objectsFound());
        json.writeNumberField("urlsHarvested", counters.urlsHarvested());
        json.writeNumberField("pageCrawlAttempts", counters.crawlAttempts());
        json.writeNumberField("pageCrawlSuccesses", counters.crawlSuccesses());
        json.writeNumberField("pageCrawlSuccessesThisRound", counters.crawlSuccessesThisRound());
        json.writeNumberField("pageProcessAttempts", counters.processAttempts());
        json.writeNumberField("pageProcessSuccesses", counters.processSuccesses());
        json.writeNumberField("pageProcessSuccessesThisRound", counters.processSuccessesThisRound());
    }

    private void writeSetting(JsonGenerator json, JobView job, Setting setting) throws IOException {
        Object value = job.settings().get(setting);
        if (value == null || legacy && setting.isNew()) {
            return;
        }
        json.writeFieldName(setting.wire());
        switch (setting.kind()) {
            case HEADERS -> {
                json.writeStartObject();
                for (var header : job.headers().entrySet()) {
                    json.writeStringField(header.getKey(), header.getValue());
                }
                json.writeEndObject();
            }
            case NUMBER -> writeFloat(json, (Double) value);
            case TEXT -> json.writeString((String) value);
            default -> json.writeNumber((Long) value);
        }
    }

    /** Writes whole numbers without a decimal point; the format of 2015 always has six decimals. */
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
