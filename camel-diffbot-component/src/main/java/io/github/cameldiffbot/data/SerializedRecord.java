/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.io.Serializable;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.internal.json.JsonLimits;
import io.github.cameldiffbot.internal.json.RecordJson;

/**
 * A record as Java serialization writes it.
 *
 * @param json   its JSON
 * @param limits how far Jackson goes when it reads it again
 */
record SerializedRecord(byte[] json, JsonLimits limits) implements Serializable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Object readResolve() {
        return new DiffbotRecord(json, new RecordJson(MAPPER, limits, DiffbotRecord.class), null, 0, 0);
    }
}
