/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.io.Serializable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;

/**
 * How far Jackson goes when it reads a record; beyond, that record is bad. 0 or less leaves a limit as the ObjectMapper
 * has it.
 *
 * @param maxStringLength the longest text, in characters
 * @param maxNestingDepth the deepest nesting of objects and arrays
 * @param maxNumberLength the longest number, in characters
 */
public record JsonLimits(int maxStringLength, int maxNestingDepth, int maxNumberLength) implements Serializable {

    /**
     * Those of the ObjectMapper.
     */
    public static final JsonLimits OF_MAPPER = new JsonLimits(0, 0, 0);

    /**
     * A factory with these limits that is like another; the other itself where nothing is limited. A user's factory is
     * never changed.
     */
    JsonFactory apply(JsonFactory factory) {
        if (maxStringLength <= 0 && maxNestingDepth <= 0 && maxNumberLength <= 0) {
            return factory;
        }
        StreamReadConstraints.Builder limits = factory.streamReadConstraints().rebuild();
        if (maxStringLength > 0) {
            limits.maxStringLength(maxStringLength);
        }
        if (maxNestingDepth > 0) {
            limits.maxNestingDepth(maxNestingDepth);
        }
        if (maxNumberLength > 0) {
            limits.maxNumberLength(maxNumberLength);
        }
        return factory.copy().setStreamReadConstraints(limits.build());
    }
}
