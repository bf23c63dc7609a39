/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonGeneratorImpl;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;

/**
 * Writes an unchanged record as the bytes received from Diffbot if the output is plain JSON. Otherwise, as for other
 * formats, indented JSON and conversion to a class, it writes the members.
 * <p>
 * Only {@link JsonGeneratorImpl} shows whether it escapes characters, so other generators get the members.
 */
final class RecordSerializer extends StdSerializer<DiffbotRecord> {

    private static final long serialVersionUID = 1L;

    RecordSerializer() {
        super(DiffbotRecord.class);
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, DiffbotRecord record) {
        return record.isEmpty();
    }

    @Override
    public void serialize(DiffbotRecord record, JsonGenerator generator, SerializerProvider provider)
            throws IOException {
        byte[] raw = takesRaw(generator) ? record.raw() : null;
        if (raw != null) {
            generator.writeRawValue(new RawJson(raw));
        } else {
            provider.defaultSerializeValue(record.members(), generator);
        }
    }

    @Override
    public void serializeWithType(
            DiffbotRecord record, JsonGenerator generator, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        provider.findValueSerializer(record.members().getClass())
                .serializeWithType(record.members(), generator, provider, type);
    }

    private static boolean takesRaw(JsonGenerator generator) {
        return generator instanceof JsonGeneratorImpl
                && generator.getPrettyPrinter() == null
                && generator.getHighestEscapedChar() == 0
                && generator.getCharacterEscapes() == null;
    }
}
