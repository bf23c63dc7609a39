/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.crawl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldiffbot.sandbox.internal.engine.PageTask;
import io.github.cameldiffbot.sandbox.internal.frontier.WorkItem;
import io.github.cameldiffbot.sandbox.internal.url.Hashes;

/** Creates the records of a job from extracted members. */
final class RecordFactory {

    /** Writes emoji as characters, not as pairs of escapes. */
    private static final ObjectMapper JSON
            = JsonMapper.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();
    private static final DateTimeFormatter RFC_1123
            = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** Members of a single call's response that Diffbot does not keep in jobs. */
    private static final List<String> RESPONSE_MEMBERS = List.of("links", "meta");

    private final boolean legacy;

    RecordFactory(boolean legacy) {
        this.legacy = legacy;
    }

    /** Returns whether pages of a type give a record: Diffbot's engine of 2015 kept none of type {@code other}. */
    boolean keeps(String type) {
        return !legacy || !type.equals("other");
    }

    /**
     * Creates a record.
     *
     * @param  index position on the page, from 0; it makes the id unique
     * @return       JSON in UTF-8
     */
    byte[] create(PageTask task, String resolvedUrl, ObjectNode members, Instant now, int index) {
        WorkItem item = task.item();
        String suffix = index == 0 ? "" : "#" + index;
        ObjectNode record = JSON.createObjectNode();
        if (legacy) {
            members.remove("content");
            addLegacyMembers(record, item, now);
        } else {
            record.put("col", task.jobName());
            record.put("parentUrl", item.url());
            record.put("pageUrl", item.url());
            record.put("id", id(task.jobName(), item.url() + suffix));
            record.put("type", members.path("type").asText());
            record.put("token", task.token());
            record.put("timestamp", Instant.ofEpochSecond(now.getEpochSecond()).toString());
        }
        members.remove(RESPONSE_MEMBERS);
        record.setAll(members);
        record.put("pageUrl", item.url());
        if (!resolvedUrl.equals(item.url())) {
            record.put("resolvedPageUrl", resolvedUrl);
        }
        try {
            return JSON.writeValueAsBytes(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns an id above 2^53, so that a client that reads it as a floating-point number fails visibly. */
    private static long id(String col, String url) {
        return Hashes.hash64(col + " " + url) & Long.MAX_VALUE | 1L << 62;
    }

    private static void addLegacyMembers(ObjectNode record, WorkItem item, Instant now) {
        record.put("docId", Hashes.docId(item.url() + "-diffbotxyz"));
        record.put("parentUrlDocId", Hashes.docId(item.url()));
        record.put("gburl", item.url() + "-diffbotxyz" + (Hashes.hash64(item.url()) & 0xffffffffL));
        record.put("fromSeedUrl", item.seed());
        record.put("seedUrlHash32", (int) Hashes.hash64(item.seed()));
        record.put("lastCrawlTimeUTC", now.getEpochSecond());
        record.put("timestamp", RFC_1123.format(now));
    }
}
