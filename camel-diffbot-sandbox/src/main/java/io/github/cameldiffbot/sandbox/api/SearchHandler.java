/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import io.github.cameldiffbot.sandbox.crawl.Urls;
import io.github.cameldiffbot.sandbox.job.ApiException;
import io.github.cameldiffbot.sandbox.job.Job;
import io.github.cameldiffbot.sandbox.job.JobClock;
import io.github.cameldiffbot.sandbox.job.JobStore;
import io.github.cameldiffbot.sandbox.search.Query;
import io.github.cameldiffbot.sandbox.search.QueryParser;
import io.github.cameldiffbot.sandbox.search.SearchResult;
import io.github.cameldiffbot.sandbox.store.Records;

/** {@code /v3/search}: full text over the records of one job, or of all jobs of the token. */
final class SearchHandler {

    private static final JsonFactory JSON = new JsonFactory();

    private final JobStore store;
    private final JobClock clock;

    SearchHandler(JobStore store, JobClock clock) {
        this.store = store;
        this.clock = clock;
    }

    void handle(HttpExchange exchange, ApiRequest request, String token) throws IOException {
        String col = request.param("col", null);
        Job job = col == null ? null : store.get(token, col);
        if (col != null && job == null) {
            throw ApiException.of(400, "No collection record");
        }
        List<Records> collections = job == null
                ? store.list(token).stream().map(Job::records).toList()
                : List.of(job.records());
        long begun = System.nanoTime();
        String text = request.param("query", "");
        Query query = QueryParser.parse(text);
        SearchResult result = SearchResult.of(query, collections);
        String num = request.param("num", "20");
        int most = num.equals("all") ? Integer.MAX_VALUE : number(num, 20);
        int start = number(request.param("start", "0"), 0);
        int end = (int) Math.min(result.hits(), (long) start + most);
        byte[] head = head(token, col, text, num, start, query, result, (System.nanoTime() - begun) / 1_000_000);
        Answer.stream(exchange, "application/json;charset=utf-8", out -> {
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

    /** All that stands before the first record: the records follow as the bytes that they are. */
    private byte[] head(
            String token, String col, String text, String num, int start, Query query, SearchResult result, long millis)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)) {
            json.writeStartObject();
            json.writeObjectFieldStart("request");
            json.writeStringField("num", num);
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
                long hash = Urls.hash64(term);
                json.writeStringField("termStr", term);
                json.writeNumberField("termFreq", result.frequency(i));
                json.writeNumberField("termHash48", hash >>> 16);
                // more than a signed number of 64 bits can hold, as with the service
                json.writeNumberField("termHash64", new BigInteger(Long.toUnsignedString(hash)));
                json.writeNumberField("prefixHash64", new BigInteger(Long.toUnsignedString(Urls.hash64("prefix " + term))));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeArrayFieldStart("objects");
        }
        return out.toByteArray();
    }

    private static int number(String text, int otherwise) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : otherwise;
    }
}
