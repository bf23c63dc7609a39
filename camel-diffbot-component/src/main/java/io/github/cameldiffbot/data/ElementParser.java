/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.github.cameldiffbot.client.DiffbotBadRecordException.Reason;

/**
 * Skips through the JSON in a window, noting where elements start and end and nearly nothing of what is in them.
 */
final class ElementParser {

    // Whatever a user's ObjectMapper can be set to accept has to pass here, as long as it does not blur where things
    // end. The limits are only those without which one record could take all memory: a level of nesting costs the
    // parser an object, a name a text.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100_000)
                    .maxNameLength(1 << 20)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    // what Diffbot's engine adds to an object in which there is nothing else
    private static final Set<String> TRAILER = Set.of("docId", "gburl", "parentUrlDocId", "fromSeedUrl", "seedUrlHash32",
            "lastCrawlTimeUTC", "timestamp");

    private final Window window;
    private JsonParser parser;
    // where the parser's own offset 0 is
    private long zero;
    private ErrorBody error;

    ElementParser(Window window) {
        this.window = window;
    }

    /**
     * Starts anew at the window's place, as if these characters had come before it. There must be two at least, so that
     * Jackson takes the data for UTF-8 whatever follows.
     */
    void start(String prefix) throws IOException {
        close();
        byte[] bytes = prefix.getBytes(StandardCharsets.US_ASCII);
        zero = window.offset() - bytes.length;
        window.prepend(bytes);
        parser = FACTORY.createParser(window);
    }

    void close() throws IOException {
        if (parser != null) {
            parser.close();
            parser = null;
        }
    }

    JsonParser json() {
        return parser;
    }

    /**
     * Where the token that was read last starts.
     */
    long tokenOffset() {
        return zero + parser.currentTokenLocation().getByteOffset();
    }

    /**
     * Where the token that was read last ends.
     */
    long offset() {
        return zero + parser.currentLocation().getByteOffset();
    }

    /**
     * Reads on to the end of the element that starts with this token.
     *
     * @return what is wrong with it, or null
     */
    Reason finish(JsonToken token) throws IOException {
        error = null;
        switch (token) {
            case START_OBJECT:
                return finishObject();
            case VALUE_NULL:
                return Reason.nullRecord;
            case START_ARRAY:
                parser.skipChildren();
                return Reason.notAnObject;
            default:
                parser.finishToken();
                return Reason.notAnObject;
        }
    }

    /**
     * What an element that is an error says, else null.
     */
    String errorText() {
        return error == null ? null : error.text();
    }

    private Reason finishObject() throws IOException {
        boolean content = false;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if ("type".equals(name)) {
                // a record for certain: its other members do not matter
                skipMembers();
                return null;
            }
            parser.nextToken();
            if (ErrorBody.isMember(name)) {
                error = error == null ? new ErrorBody() : error;
                error.put(name, text());
            }
            parser.skipChildren();
            content |= !TRAILER.contains(name);
        }
        if (error != null && error.isError()) {
            return Reason.error;
        }
        return content ? null : Reason.empty;
    }

    // at the end of the data within an object Jackson fails by itself, so there always is a next token
    private void skipMembers() throws IOException {
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
        }
    }

    /**
     * The value that was just met, if it is a single one; null else.
     */
    String text() throws IOException {
        JsonToken token = parser.currentToken();
        return token.isScalarValue() && token != JsonToken.VALUE_NULL ? parser.getText() : null;
    }
}
