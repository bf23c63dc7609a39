/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.json;

import java.io.Serializable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;

/**
 * Returns the limits of the ObjectMapper that read a record, for the one that reads it again after Java serialization.
 *
 * @param maxStringLength the longest text, in characters
 * @param maxNestingDepth the deepest nesting of objects and arrays
 * @param maxNumberLength the longest number, in characters
 */
public record JsonLimits(int maxStringLength, int maxNestingDepth, int maxNumberLength) implements Serializable {

    public static JsonLimits of(JsonFactory factory) {
        StreamReadConstraints limits = factory.streamReadConstraints();
        return new JsonLimits(limits.getMaxStringLength(), limits.getMaxNestingDepth(), limits.getMaxNumberLength());
    }

    /**
     * Returns a factory with these limits that is otherwise like the given one, which stays as it is.
     */
    public JsonFactory apply(JsonFactory factory) {
        return factory.copy().setStreamReadConstraints(factory.streamReadConstraints().rebuild()
                .maxStringLength(maxStringLength).maxNestingDepth(maxNestingDepth).maxNumberLength(maxNumberLength).build());
    }
}
