/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import org.jspecify.annotations.Nullable;

/**
 * Parses JSON that a {@code JsonValueScanner} has accepted.
 */
public final class LenientJson {

    // the size was checked before
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private LenientJson() {
    }

    /**
     * Returns a parser at the first token of the value. Invalid UTF-8 becomes replacement characters.
     */
    public static JsonParser parser(byte[] json) throws IOException {
        JsonParser parser = FACTORY.createParser(new String(json, StandardCharsets.UTF_8));
        parser.nextToken();
        return parser;
    }

    /**
     * Returns a scalar value; null for other values.
     */
    public static @Nullable String text(byte[] json) throws IOException {
        try (JsonParser parser = parser(json)) {
            return text(parser);
        }
    }

    /**
     * Returns the current value of a parser if it is scalar; otherwise null.
     */
    public static @Nullable String text(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return token.isScalarValue() && token != JsonToken.VALUE_NULL ? parser.getText() : null;
    }
}
