/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.io.Serializable;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.internal.json.JsonLimits;
import io.github.cameldiffbot.internal.json.RecordJson;

/**
 * The form of a record in Java serialization.
 *
 * @param json   the JSON of the record
 * @param limits the limits with which Jackson parses the JSON after deserialization
 */
record SerializedRecord(byte[] json, JsonLimits limits) implements Serializable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Object readResolve() {
        return new DiffbotRecord(json, new RecordJson(MAPPER, limits, DiffbotRecord.class), null, 0, 0);
    }
}
