/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.search;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A parsed query.
 *
 * @param condition  accepts the matching records
 * @param sortField  dotted name of the field to sort by, or null for newest first
 * @param descending whether to sort in descending order
 * @param terms      the searched words
 */
public record Query(Condition condition, @Nullable String sortField, boolean descending, List<String> terms) {

    /** A condition on a record. */
    @FunctionalInterface
    public interface Condition {

        /** Returns whether a record matches. */
        boolean matches(JsonNode recordNode);
    }
}
