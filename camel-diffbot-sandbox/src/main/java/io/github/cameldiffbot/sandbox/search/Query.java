/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.search;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A query that was understood.
 *
 * @param condition  which records match
 * @param sortField  dotted name of the field to sort by, or null for the newest first
 * @param descending whether to sort downwards
 * @param terms      the words that were looked for
 */
public record Query(Condition condition, String sortField, boolean descending, List<String> terms) {

    /** A condition on a record. */
    @FunctionalInterface
    public interface Condition {

        /**
         * Asks the condition.
         *
         * @param  recordNode a record
         * @return            whether it matches
         */
        boolean matches(JsonNode recordNode);
    }
}
