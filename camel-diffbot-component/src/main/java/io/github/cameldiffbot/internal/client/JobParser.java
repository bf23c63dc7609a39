/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.cameldiffbot.internal.client.form.BoundedTextReader;
import io.github.cameldiffbot.internal.client.http.SecretMasker;
import io.github.cameldiffbot.internal.json.Json;
import io.github.cameldiffbot.job.Job;
import org.jspecify.annotations.Nullable;

/**
 * Parses the values of responses with jobs. Secrets are masked; very long texts, very long numbers and deeply nested
 * values are dropped.
 */
final class JobParser {

    /**
     * The maximum length of a member's text. Longer ones are dropped.
     */
    static final int MAX_TEXT_LENGTH = 16 * 1024;

    private static final int JOB_DEPTH = 2;
    private static final int MAX_DEPTH = 32;
    // avoids resizing of maps
    private static final int JOB_CAPACITY = 64;
    private static final int OBJECT_CAPACITY = 8;
    private static final int MAX_NUMBER_LENGTH = 1000;

    private final SecretMasker mask;

    JobParser(SecretMasker mask) {
        this.mask = mask;
    }

    /**
     * Returns the text with very long texts in it cut, as this parser needs it.
     */
    static BoundedTextReader bounded(Reader json) {
        return new BoundedTextReader(json, MAX_TEXT_LENGTH);
    }

    /**
     * Returns the members of a job.
     */
    Map<String, @Nullable Object> members(String json) throws IOException {
        // a short JSON has no long texts
        try (JsonParser parser = json.length() <= MAX_TEXT_LENGTH
                ? Json.parser(json) : Json.parser(bounded(new StringReader(json)))) {
            parser.nextToken();
            return object(parser, JOB_DEPTH);
        } catch (JsonProcessingException e) {
            throw Json.malformed(e);
        }
    }

    /**
     * Returns the job that starts at the current token.
     */
    Job job(JsonParser parser) throws IOException {
        return Job.backedBy(object(parser, JOB_DEPTH));
    }

    /**
     * Returns the value of a member of the response.
     */
    @Nullable
    Object value(JsonParser parser) throws IOException {
        return value(parser, 1);
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
    static void put(Map<String, Object> object, String name, @Nullable Object value) {
        if (!isCut(value)) {
            object.put(name, value);
        }
    }

    private static boolean isCut(@Nullable Object value) {
        return value instanceof String string && !string.isEmpty()
                && string.charAt(string.length() - 1) == BoundedTextReader.CUT;
    }
}
