/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.json;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.type.TypeFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes records with the settings of an ObjectMapper.
 */
public final class RecordJson {

    private final ObjectMapper mapper;
    private final JsonFactory factory;
    private final ObjectReader record;
    private final ObjectReader members;
    private final ObjectReader member;

    /**
     * Creates a reader with the limits of the mapper.
     *
     * @param type the class to which {@link #bind} binds a record
     */
    public RecordJson(ObjectMapper mapper, Class<?> type) {
        this(mapper, mapper.getFactory(), type);
    }

    /**
     * Creates a reader with other limits than those of the mapper.
     */
    public RecordJson(ObjectMapper mapper, JsonLimits limits, Class<?> type) {
        this(mapper, limits.apply(mapper.getFactory()), type);
    }

    private RecordJson(ObjectMapper mapper, JsonFactory factory, Class<?> type) {
        this.mapper = mapper;
        this.factory = factory;
        this.record = mapper.readerFor(type).with(factory);
        this.members = mapper
                .readerFor(TypeFactory.defaultInstance().constructMapType(LinkedHashMap.class, String.class, Object.class))
                .with(factory);
        this.member = mapper.readerFor(Object.class).with(factory).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    public JsonLimits limits() {
        return JsonLimits.of(factory);
    }

    public Object bind(byte[] json) throws JsonProcessingException {
        return read(json, record);
    }

    public Map<String, Object> members(byte[] json) throws JsonProcessingException {
        Map<String, Object> read = read(json, members);
        return read == null ? new LinkedHashMap<>() : read;
    }

    /**
     * Finds the values of members without parsing the other members. Missing members have the value null.
     *
     * @return the values as in the map; null if they cannot be found without parsing the record: for objects and
     *         arrays, and if the record may be invalid
     */
    public @Nullable Object @Nullable [] find(byte[] json, String... names) {
        // Jackson checks the length of a text only when it reads the text
        if (json.length > factory.streamReadConstraints().getMaxStringLength()
                || mapper.isEnabled(DeserializationFeature.UNWRAP_ROOT_VALUE)) {
            return null;
        }
        List<String> wanted = Arrays.asList(names);
        @Nullable
        Object[] found = new Object[names.length];
        try (JsonParser parser = member.createParser(json)) {
            boolean readable = parser.nextToken() == JsonToken.START_OBJECT;
            String name = readable ? parser.nextFieldName() : null;
            while (readable && name != null) {
                JsonToken value = parser.nextToken();
                int place = wanted.indexOf(name);
                if (place < 0) {
                    parser.skipChildren();
                } else {
                    readable = value.isScalarValue();
                    // of two members with the same name the last one counts
                    found[place] = !readable || value == JsonToken.VALUE_NULL ? null : member.readValue(parser);
                }
                name = readable ? parser.nextFieldName() : null;
            }
            return readable ? found : null;
        } catch (IOException e) {
            // parsing the whole record fails too, or tolerates the error
            return null;
        }
    }

    public byte[] write(Map<String, Object> map) throws JsonProcessingException {
        return mapper.writeValueAsBytes(map);
    }

    // Invalid UTF-8 becomes replacement characters: one bad byte of a web page must not lose the record, and the raw
    // JSON keeps the byte.
    private static <T> T read(byte[] json, ObjectReader reader) throws JsonProcessingException {
        try {
            return reader.readValue(json);
        } catch (JsonProcessingException e) {
            if (isUtf8(json)) {
                throw e;
            }
        } catch (IOException e) {
            // cannot happen: reading from memory fails only with a JsonProcessingException
            throw new IllegalStateException(e);
        }
        return reader.readValue(new String(json, StandardCharsets.UTF_8));
    }

    private static boolean isUtf8(byte[] json) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
