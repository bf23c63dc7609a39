/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import io.github.cameldiffbot.sandbox.internal.data.Records;
import io.github.cameldiffbot.sandbox.internal.engine.Job;
import io.github.cameldiffbot.sandbox.internal.engine.JobClock;
import io.github.cameldiffbot.sandbox.internal.engine.JobRegistry;
import io.github.cameldiffbot.sandbox.internal.search.Query;
import io.github.cameldiffbot.sandbox.internal.search.QueryParser;
import io.github.cameldiffbot.sandbox.internal.search.SearchResult;
import io.github.cameldiffbot.sandbox.internal.url.Hashes;
import org.jspecify.annotations.Nullable;

/** Handles {@code /v3/search}: searches the records of one job, or of all jobs of a token. */
final class SearchHandler {

    private static final JsonFactory JSON = new JsonFactory();

    private final JobRegistry jobs;
    private final JobClock clock;

    SearchHandler(JobRegistry jobs, JobClock clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    void handle(HttpExchange exchange, ParsedRequest request, String token) throws IOException {
        String col = request.given("col");
        Job job = col == null ? null : jobs.get(token, col);
        if (col != null && job == null) {
            throw ApiException.of(400, "No collection record");
        }
        List<Records> collections = job == null
                ? jobs.list(token).stream().map(Job::records).toList()
                : List.of(job.records());
        long started = System.nanoTime();
        String text = request.param("query", "");
        Query query = parse(text);
        SearchResult result = SearchResult.of(query, collections);
        String num = request.param("num", "20");
        int max = num.equals("all") ? Integer.MAX_VALUE : number(num, 20);
        int start = number(request.param("start", "0"), 0);
        int end = (int) Math.min(result.hits(), (long) start + max);
        byte[] head = head(token, col, text, num, start, query, result, (System.nanoTime() - started) / 1_000_000);
        Responses.stream(exchange, "application/json;charset=utf-8", out -> {
            out.write(head);
            for (int i = start; i < end; i++) {
                out.write(result.get(i));
                if (i < end - 1) {
                    out.write(',');
                    out.write('\n');
                }
            }
            out.write(']');
            out.write('}');
        });
    }

    private static Query parse(String text) {
        try {
            return QueryParser.parse(text);
        } catch (IllegalArgumentException e) {
            throw ApiException.of(400, e);
        }
    }

    /** Returns the JSON up to the first record. The records follow as stored. */
    private byte[] head(
            String token, @Nullable String col, String text, String num, int start, Query query, SearchResult result,
            long millis)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)) {
            json.writeStartObject();
            json.writeObjectFieldStart("request");
            if (num.equals("all")) {
                json.writeStringField("num", num);
            } else {
                json.writeNumberField("num", number(num, 20));
            }
            json.writeStringField("col", col);
            json.writeNumberField("start", start);
            json.writeStringField("token", token);
            json.writeStringField("query", text);
            json.writeEndObject();
            json.writeNumberField("currentTimeUTC", clock.now().getEpochSecond());
            json.writeNumberField("responseTimeMS", millis);
            json.writeNumberField("numResultsOmitted", 0);
            json.writeNumberField("numShardsSkipped", 0);
            json.writeNumberField("totalShards", 1);
            json.writeNumberField("docsInCollection", result.searched());
            json.writeNumberField("hits", result.hits());
            json.writeObjectFieldStart("queryInfo");
            json.writeStringField("fullQuery", "type:json AND (" + text + ")");
            json.writeStringField("queryLanguageAbbr", "xx");
            json.writeStringField("queryLanguage", "Unknown");
            json.writeArrayFieldStart("terms");
            for (int i = 0; i < query.terms().size(); i++) {
                json.writeStartObject();
                json.writeNumberField("termNum", i);
                String term = query.terms().get(i);
                long hash = Hashes.hash64(term);
                json.writeStringField("termStr", term);
                json.writeNumberField("termFreq", result.frequency(i));
                json.writeNumberField("termHash48", hash >>> 16);
                // exceeds a signed 64-bit number, as with Diffbot
                json.writeNumberField("termHash64", new BigInteger(Long.toUnsignedString(hash)));
                json.writeNumberField("prefixHash64", new BigInteger(Long.toUnsignedString(Hashes.hash64("prefix " + term))));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeArrayFieldStart("objects");
        }
        return out.toByteArray();
    }

    private static int number(String text, int defaultValue) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : defaultValue;
    }
}
