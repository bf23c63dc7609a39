/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.util.ArrayList;
import java.util.Collections;
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
import io.github.cameldiffbot.internal.client.http.SecretMasker;
import io.github.cameldiffbot.internal.json.Json;
import io.github.cameldiffbot.job.Job;
import org.jspecify.annotations.Nullable;

/**
 * A response with jobs, parsed as a stream. Its memory does not depend on the size of the response: very long texts and
 * deeply nested values are dropped.
 */
final class JobDocument {

    /**
     * The maximum length of a member's text. Longer ones are dropped.
     */
    static final int MAX_TEXT_LENGTH = 16 * 1024;

    // about forty thousand jobs, counting stored characters
    private static final long MAX_CHARACTERS = 64L << 20;
    private static final int JOB_DEPTH = 2;
    private static final int MAX_DEPTH = 32;
    // avoids resizing of maps
    private static final int JOB_CAPACITY = 64;
    private static final int OBJECT_CAPACITY = 8;
    private static final int MAX_NUMBER_LENGTH = 1000;
    private static final int MAX_TRAILING_CHARACTERS = 64 * 1024;

    private final ApiResponse response;
    private final SecretMasker mask;
    private final BoundedTextReader text;
    private final Map<String, Object> members = new LinkedHashMap<>();
    private @Nullable List<Job> jobs;

    private JobDocument(ApiResponse response) throws IOException {
        this.response = response;
        this.mask = response.mask();
        this.text = new BoundedTextReader(new InputStreamReader(response.stream(), response.charset()), MAX_TEXT_LENGTH);
    }

    /**
     * Reads a response.
     *
     * @throws IOException              if the response ends early or is not JSON
     * @throws DiffbotProtocolException if the response is not a JSON object
     */
    static JobDocument read(Call call, ApiResponse response) throws IOException {
        JobDocument document = new JobDocument(response);
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
                members.put(name, jobs == null ? value(parser, 1) : jobs);
            } else {
                put(members, name, value(parser, 1));
            }
        }
    }

    private List<Job> jobs(Call call, JsonParser parser) throws IOException {
        List<Job> found = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (text.count() > MAX_CHARACTERS) {
                throw JobResponseParser.unexpected(call, response, "is longer than " + MAX_CHARACTERS + " characters", "");
            }
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                found.add(Job.backedBy(object(parser, JOB_DEPTH)));
            } else {
                parser.skipChildren();
            }
        }
        return found;
    }

    // masked while reading: copying a thousand jobs takes as long as reading them
    private Map<String, Object> object(JsonParser parser, int depth) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>(depth == JOB_DEPTH ? JOB_CAPACITY : OBJECT_CAPACITY);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            // they identify the job
            boolean identity = depth == JOB_DEPTH && (name.equals("name") || name.equals("type"))
                    && parser.currentToken() == JsonToken.VALUE_STRING;
            put(object, mask.mask(name), identity ? parser.getText() : value(parser, depth));
        }
        return object;
    }

    private @Nullable Object value(JsonParser parser, int depth) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT ->
                depth < MAX_DEPTH ? Collections.unmodifiableMap(object(parser, depth + 1)) : skip(parser);
            case START_ARRAY ->
                depth < MAX_DEPTH ? Collections.unmodifiableList(array(parser, depth + 1)) : skip(parser);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                parser.getTextLength() <= MAX_NUMBER_LENGTH ? parser.getNumberValue() : null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> mask.mask(parser.getText());
        };
    }

    private List<Object> array(JsonParser parser, int depth) throws IOException {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Object value = value(parser, depth);
            if (!isCut(value)) {
                array.add(value);
            }
        }
        return array;
    }

    private static @Nullable Object skip(JsonParser parser) throws IOException {
        parser.skipChildren();
        return null;
    }

    // a part of a text could be mistaken for the whole text
    private static void put(Map<String, Object> object, String name, @Nullable Object value) {
        if (!isCut(value)) {
            object.put(name, value);
        }
    }

    private static boolean isCut(@Nullable Object value) {
        return value instanceof String string && !string.isEmpty()
                && string.charAt(string.length() - 1) == BoundedTextReader.CUT;
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
