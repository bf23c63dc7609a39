/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldiffbot.sandbox.crawl.Urls;
import io.github.cameldiffbot.sandbox.crawl.WorkItem;

/** Gives what was extracted the members that a job's data has around it. */
final class RecordFactory {

    /** Emoji as they are, not as pairs of escapes. */
    private static final ObjectMapper JSON
            = JsonMapper.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();
    private static final DateTimeFormatter RFC_1123
            = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final boolean legacy;

    RecordFactory(boolean legacy) {
        this.legacy = legacy;
    }

    /** Whether pages of this type give a record: the engine of 2015 kept none of type other. */
    boolean keeps(String type) {
        return !legacy || !type.equals("other");
    }

    byte[] record(Job job, WorkItem item, String resolvedUrl, ObjectNode page, Instant now, int index) {
        // what else is found on a page has to be told from the first
        String suffix = index == 0 ? "" : "#" + index;
        ObjectNode record = JSON.createObjectNode();
        if (legacy) {
            page.remove("content");
            legacyMembers(record, item, now);
        } else {
            record.put("col", job.name());
            record.put("parentUrl", item.url());
            record.put("pageUrl", item.url());
            record.put("id", id(job.name(), item.url() + suffix));
            record.put("type", page.path("type").asText());
            record.put("token", job.token());
            record.put("timestamp", Instant.ofEpochSecond(now.getEpochSecond()).toString());
        }
        record.setAll(page);
        record.put("pageUrl", item.url());
        if (!resolvedUrl.equals(item.url())) {
            record.put("resolvedPageUrl", resolvedUrl);
        }
        record.put("diffbotUri", diffbotUri(page.path("type").asText(), resolvedUrl + suffix));
        try {
            return JSON.writeValueAsBytes(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String diffbotUri(String type, String url) {
        return type + "|3|" + (int) Urls.hash64(url);
    }

    /** Always more than 2^53, so that whoever reads it as a floating point number notices. */
    static long id(String col, String url) {
        return Urls.hash64(col + " " + url) & Long.MAX_VALUE | 1L << 62;
    }

    private static void legacyMembers(ObjectNode record, WorkItem item, Instant now) {
        record.put("docId", Urls.docId(item.url() + "-diffbotxyz"));
        record.put("parentUrlDocId", Urls.docId(item.url()));
        record.put("gburl", item.url() + "-diffbotxyz" + (Urls.hash64(item.url()) & 0xffffffffL));
        record.put("fromSeedUrl", item.seed());
        record.put("seedUrlHash32", (int) Urls.hash64(item.seed()));
        record.put("lastCrawlTimeUTC", now.getEpochSecond());
        record.put("timestamp", RFC_1123.format(now));
    }
}
