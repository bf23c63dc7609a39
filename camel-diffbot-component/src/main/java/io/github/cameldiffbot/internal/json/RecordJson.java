/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.json;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
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
    private final ObjectReader value;
    // the settings accept all that StrictJson accepts
    private final boolean usual;

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
        this.value = mapper.readerFor(Object.class).with(factory);
        this.usual = isUsual(factory) && !mapper.isEnabled(DeserializationFeature.UNWRAP_ROOT_VALUE);
    }

    private static boolean isUsual(JsonFactory factory) {
        StreamReadConstraints limits = factory.streamReadConstraints();
        return limits.getMaxNestingDepth() >= StrictJson.MAX_DEPTH && limits.getMaxNameLength() >= StrictJson.MAX_NAME_LENGTH
                && limits.getMaxNumberLength() >= StrictJson.MAX_NUMBER_LENGTH && !limits.hasMaxDocumentLength()
                && !limits.hasMaxTokenCount() && factory.getInputDecorator() == null
                && !factory.isEnabled(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
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
     * Returns an index for reading single members; null if the record has to be parsed, because it is unusual or
     * invalid.
     */
    public @Nullable LazyMembers lazyMembers(byte[] json) {
        // Jackson checks the length of a text only when it reads the text
        boolean fits = usual && json.length <= factory.streamReadConstraints().getMaxStringLength();
        return fits ? LazyMembers.of(json, this) : null;
    }

    Object value(byte[] json, int from, int to) throws IOException {
        return value.readValue(json, from, to - from);
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
