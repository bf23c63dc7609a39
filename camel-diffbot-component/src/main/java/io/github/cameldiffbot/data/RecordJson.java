/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Reads the JSON of one record.
 */
final class RecordJson {

    private RecordJson() {
    }

    /**
     * Text that is not valid UTF-8 gets replacement characters: one bad byte of a web page is no reason to lose the
     * record, and the slice still has the byte.
     */
    static <T> T read(byte[] json, ObjectMapper mapper, JavaType type) throws JsonProcessingException {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            if (isUtf8(json)) {
                throw e;
            }
        } catch (IOException e) {
            // bytes in memory are either read or not JSON
            throw new IllegalStateException(e);
        }
        return mapper.readValue(new String(json, StandardCharsets.UTF_8), type);
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
