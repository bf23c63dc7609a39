/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.json;

import java.io.IOException;
import java.io.Reader;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * Parses and writes JSON with a private mapper.
 */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
                    JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER, JsonReadFeature.ALLOW_TRAILING_COMMA,
                    JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .build();
    private static final JsonFactory STREAMING;
    static {
        STREAMING = MAPPER.getFactory().rebuild().disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE).maxNestingDepth(100_000).build())
                .build();
        // texts of errors are already limited
        MAPPER.getFactory().setStreamReadConstraints(
                StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).maxNumberLength(10_000).build());
    }

    /**
     * The text is not valid JSON.
     */
    public static final class MalformedException extends IOException {

        private static final long serialVersionUID = 1L;

        public MalformedException(String message) {
            super(message);
        }
    }

    private Json() {
    }

    /**
     * Returns the value as maps, lists, texts, numbers, booleans or null.
     *
     * @throws MalformedException if the text is not JSON or ends early
     */
    public static @Nullable Object parse(String text) throws MalformedException {
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /**
     * Returns a value of maps, lists, texts, numbers and booleans as JSON.
     */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This value has no form in JSON", e);
        }
    }

    /**
     * Returns a streaming parser. It neither closes the reader nor has limits; both are left to the caller.
     */
    public static JsonParser parser(Reader reader) throws IOException {
        return STREAMING.createParser(reader);
    }

    /**
     * Returns a streaming parser of a text.
     */
    public static JsonParser parser(String text) throws IOException {
        return STREAMING.createParser(text);
    }

    /**
     * Returns an exception without Jackson's message, which quotes the input and could contain the token.
     */
    public static MalformedException malformed(IOException e) {
        return new MalformedException("the response is not valid JSON or breaks off: " + e.getClass().getSimpleName());
    }
}
