/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.sandbox.internal.data.Records;

/** The records that match a query. It stores their positions only, so that any number of them takes little memory. */
public final class SearchResult {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Hit> hits = new ArrayList<>();
    private long searched;
    private long[] frequencies = new long[0];

    private record Hit(Records records, long index, OptionalDouble number, String text) {
    }

    /** Searches some collections. */
    public static SearchResult of(Query query, List<Records> collections) {
        SearchResult result = new SearchResult();
        for (Records records : collections) {
            long size = records.size();
            result.searched += size;
            for (long i = size - 1; i >= 0; i--) {
                JsonNode node = parse(records.get(i));
                result.count(query.terms(), node);
                if (query.condition().matches(node)) {
                    result.hits.add(hit(query, records, i, node));
                }
            }
        }
        if (query.sortField() != null) {
            Comparator<Hit> order = Comparator.<Hit> comparingDouble(hit -> hit.number().orElse(Double.NEGATIVE_INFINITY))
                    .thenComparing(Hit::text);
            result.hits.sort(query.descending() ? order.reversed() : order);
        }
        return result;
    }

    /** Returns the number of matching records. */
    public int hits() {
        return hits.size();
    }

    /**
     * Returns the number of records that contain a term.
     *
     * @param term index of the term in the query
     */
    public long frequency(int term) {
        return term < frequencies.length ? frequencies[term] : 0;
    }

    /** Returns the number of records that were searched. */
    public long searched() {
        return searched;
    }

    /**
     * Returns a matching record, JSON in UTF-8.
     *
     * @param rank 0 for the first in the sort order
     */
    public byte[] get(int rank) {
        Hit hit = hits.get(rank);
        return hit.records().get(hit.index());
    }

    private void count(List<String> terms, JsonNode node) {
        if (frequencies.length < terms.size()) {
            frequencies = new long[terms.size()];
        }
        for (int i = 0; i < frequencies.length; i++) {
            String words = terms.get(i);
            frequencies[i]
                    += RecordFields.anywhere(node, words.substring(words.lastIndexOf(':') + 1).replace("\"", "")) ? 1 : 0;
        }
    }

    private static Hit hit(Query query, Records records, long index, JsonNode node) {
        if (query.sortField() == null) {
            return new Hit(records, index, OptionalDouble.empty(), "");
        }
        String value = RecordFields.values(node, query.sortField()).stream().findFirst().map(JsonNode::asText).orElse("");
        return new Hit(records, index, RecordFields.measure(value), value);
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
