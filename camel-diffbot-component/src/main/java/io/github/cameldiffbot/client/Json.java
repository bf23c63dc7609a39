/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

import java.io.IOException;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Reads what Diffbot says, with a mapper that nobody else can change.
 */
final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
                    JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER, JsonReadFeature.ALLOW_TRAILING_COMMA,
                    JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .build();
    static {
        // the seeds of a crawl are one string; the body as a whole is bounded already
        MAPPER.getFactory().setStreamReadConstraints(
                StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).maxNumberLength(10_000).build());
    }

    /**
     * What was read is no JSON.
     */
    static final class MalformedException extends IOException {
        MalformedException(String message) {
            super(message);
        }
    }

    private Json() {
    }

    /**
     * Maps, lists, texts, numbers, booleans or null.
     *
     * @throws MalformedException when it is no JSON, or breaks off
     */
    static Object parse(String text) throws MalformedException {
        return parse(() -> MAPPER.readValue(text, Object.class));
    }

    /**
     * The same of UTF-8.
     */
    static Object parse(byte[] bytes) throws MalformedException {
        return parse(() -> MAPPER.readValue(bytes, Object.class));
    }

    private interface Parsing {
        Object parse() throws IOException;
    }

    private static Object parse(Parsing parsing) throws MalformedException {
        try {
            return parsing.parse();
        } catch (IOException e) {
            // without Jackson's exception: its message quotes what it read, which could hold the token
            throw new MalformedException("the answer is no valid JSON or breaks off: " + e.getClass().getSimpleName());
        }
    }
}
