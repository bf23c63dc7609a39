/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.json;

import java.io.Serializable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;

/**
 * The limits of the ObjectMapper of a record, for parsing it again after Java deserialization.
 *
 * @param maxStringLength the maximum length of a text in characters
 * @param maxNestingDepth the maximum nesting of objects and arrays
 * @param maxNumberLength the maximum length of a number in characters
 */
public record JsonLimits(int maxStringLength, int maxNestingDepth, int maxNumberLength) implements Serializable {

    public static JsonLimits of(JsonFactory factory) {
        StreamReadConstraints limits = factory.streamReadConstraints();
        return new JsonLimits(limits.getMaxStringLength(), limits.getMaxNestingDepth(), limits.getMaxNumberLength());
    }

    /**
     * Returns a copy of a factory with these limits.
     */
    public JsonFactory apply(JsonFactory factory) {
        return factory.copy().setStreamReadConstraints(factory.streamReadConstraints().rebuild()
                .maxStringLength(maxStringLength).maxNestingDepth(maxNestingDepth).maxNumberLength(maxNumberLength).build());
    }
}
