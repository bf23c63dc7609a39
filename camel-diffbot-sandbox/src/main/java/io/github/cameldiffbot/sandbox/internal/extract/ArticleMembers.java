/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Extracts the members of an article. */
final class ArticleMembers {

    private static final DateTimeFormatter RFC_1123
            = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private ArticleMembers() {
    }

    static void add(ObjectNode out, Document page, PageData data, MainText text, int maxTags) {
        JsonNode thing = data.thing("Article", "NewsArticle", "BlogPosting", "TechArticle", "Report");
        PageExtractor.put(out, "text", text.text());
        PageExtractor.put(out, "html", text.html());
        PageExtractor.put(out, "author", author(page, data, thing));
        PageExtractor.put(out, "authorUrl", PageData.text(PageData.first(thing.path("author")), "url"));
        PageExtractor.put(out, "date", date(page, data, thing));
        addTags(out, data, thing, maxTags);
    }

    private static String author(Document page, PageData data, JsonNode thing) {
        String author = PageData.text(thing, "author");
        if (author == null) {
            author = data.meta("author", "article:author");
        }
        if (author == null) {
            Element byline = page.selectFirst("[rel=author], [itemprop=author], .byline");
            author = byline == null ? null : byline.text().replaceFirst("(?i)^by\\s+", "");
        }
        return author;
    }

    private static String date(Document page, PageData data, JsonNode thing) {
        String date = PageData.text(thing, "datePublished", "dateCreated");
        if (date == null) {
            date = data.meta("article:published_time", "date", "dc.date");
        }
        if (date == null) {
            Element time = page.selectFirst("time[datetime]");
            date = time == null ? null : time.attr("datetime");
        }
        ZonedDateTime moment = date == null ? null : parse(date);
        return moment == null ? null : RFC_1123.format(moment);
    }

    private static ZonedDateTime parse(String date) {
        try {
            if (date.length() == 10) {
                return LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC);
            }
            boolean zoned = date.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$");
            return zoned ? OffsetDateTime.parse(date).toZonedDateTime() : LocalDateTime.parse(date).atZone(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static void addTags(ObjectNode out, PageData data, JsonNode thing, int max) {
        JsonNode keywords = thing.path("keywords");
        String line = keywords.isTextual() ? keywords.asText() : data.meta("keywords");
        if (!keywords.isArray() && line == null) {
            return;
        }
        ArrayNode tags = out.putArray("tags");
        if (keywords.isArray()) {
            keywords.forEach(keyword -> tags.addObject().put("label", keyword.asText()));
        } else {
            for (String keyword : line.split("\\s*,\\s*")) {
                tags.addObject().put("label", keyword.trim());
            }
        }
        while (tags.size() > max) {
            tags.remove(tags.size() - 1);
        }
    }
}
