/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.cameldiffbot.error.DiffbotProtocolException;
import io.github.cameldiffbot.internal.client.form.BoundedTextReader;
import io.github.cameldiffbot.internal.client.http.ApiResponse;
import io.github.cameldiffbot.internal.client.http.Call;
import io.github.cameldiffbot.internal.json.Json;
import io.github.cameldiffbot.job.Job;
import org.jspecify.annotations.Nullable;

/**
 * A response with jobs, parsed as a stream. Its memory does not depend on the size of the response: very long texts and
 * deeply nested values are dropped.
 */
final class JobDocument {

    // about forty thousand jobs, counting stored characters
    private static final long MAX_CHARACTERS = 64L << 20;
    private static final int MAX_TRAILING_CHARACTERS = 64 * 1024;

    private final ApiResponse response;
    private final JobParser values;
    private final BoundedTextReader text;
    private final Map<String, Object> members = new LinkedHashMap<>();
    private List<Job> first;
    private @Nullable List<Job> jobs;

    private JobDocument(ApiResponse response, InputStream json, List<Job> first) {
        this.response = response;
        this.values = new JobParser(response.mask());
        this.text = JobParser.bounded(new InputStreamReader(json, response.charset()));
        this.first = first;
    }

    /**
     * Reads a response.
     *
     * @throws IOException              if the response ends early or is not JSON
     * @throws DiffbotProtocolException if the response is not a JSON object
     */
    static JobDocument read(Call call, ApiResponse response) throws IOException {
        return read(call, response, response.stream(), List.of());
    }

    /**
     * Reads the rest of a response.
     *
     * @param json  the response without the first jobs
     * @param first the first jobs of its list
     */
    static JobDocument read(Call call, ApiResponse response, InputStream json, List<Job> first) throws IOException {
        JobDocument document = new JobDocument(response, json, first);
        document.parse(call);
        return document;
    }

    /**
     * Returns the jobs; null if the response has no list of jobs.
     */
    @Nullable
    List<Job> jobs() {
        return jobs;
    }

    /**
     * Returns all members, including the list of jobs.
     */
    Map<String, Object> members() {
        return members;
    }

    private void parse(Call call) throws IOException {
        int first = first();
        if (first < 0) {
            if (response.status() != 204 && !"0".equals(response.header("Content-Length"))) {
                throw new Json.MalformedException("the response ended before its body");
            }
            response.markConsumed();
            throw JobResponseParser.unexpected(call, response, "is empty", "");
        }
        if (first != '{') {
            drain();
            throw JobResponseParser.unexpected(call, response, "is no JSON object", text.head());
        }
        PushbackReader all = new PushbackReader(text, 1);
        all.unread(first);
        try (JsonParser parser = Json.parser(all)) {
            parser.nextToken();
            members(call, parser);
        } catch (JsonProcessingException e) {
            throw Json.malformed(e);
        }
        drain();
    }

    // skips white space and a byte order mark
    private int first() throws IOException {
        int first = text.read();
        while (first >= 0 && (first <= ' ' || first == '\uFEFF')) {
            first = text.read();
        }
        return first;
    }

    private void members(Call call, JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals("jobs")) {
                jobs = token == JsonToken.START_ARRAY ? jobs(call, parser) : null;
                members.put(name, jobs == null ? values.value(parser) : jobs);
            } else {
                JobParser.put(members, name, values.value(parser));
            }
        }
    }

    private List<Job> jobs(Call call, JsonParser parser) throws IOException {
        List<Job> found = new ArrayList<>(first);
        first = List.of();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (text.count() > MAX_CHARACTERS) {
                throw JobResponseParser.unexpected(call, response, "is longer than " + MAX_CHARACTERS + " characters", "");
            }
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                found.add(values.job(parser));
            } else {
                parser.skipChildren();
            }
        }
        return found;
    }

    // read to the end, so that the connection can be reused
    private void drain() throws IOException {
        // usually the parser has read all
        char[] buffer = new char[256];
        for (int read = 0; read <= MAX_TRAILING_CHARACTERS;) {
            int count = text.read(buffer);
            if (count < 0) {
                response.markConsumed();
                return;
            }
            read += count;
        }
    }
}
