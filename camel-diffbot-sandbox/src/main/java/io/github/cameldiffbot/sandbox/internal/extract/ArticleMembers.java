/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldiffbot.sandbox.internal.text.MainText;
import io.github.cameldiffbot.sandbox.internal.text.Selectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jspecify.annotations.Nullable;

/** Extracts the members of an article. */
final class ArticleMembers {

    private static final Evaluator BYLINE = Selectors.parse("[rel=author], [itemprop=author], .byline");
    private static final Evaluator TIME = Selectors.parse("time[datetime], [itemprop=datePublished]");
    private static final Evaluator DATE = Selectors.parse("time, .date, .published, .dateline");
    private static final Pattern BY = Pattern.compile("^(written\\s+)?by[\\s:]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDRESS = Pattern.compile("(https?:|www\\.|@).*", Pattern.CASE_INSENSITIVE);

    private ArticleMembers() {
    }

    static void add(ObjectNode out, Document page, PageData data, MainText text, int maxTags) {
        JsonNode thing = data.thing(PageType.ARTICLE.schemas());
        PageExtractor.put(out, "text", text.text());
        PageExtractor.put(out, "html", text.html());
        PageExtractor.put(out, "author", author(page, data, thing));
        PageExtractor.put(out, "authorUrl", PageData.text(PageData.first(thing.path("author")), "url"));
        PageExtractor.put(out, "date", date(page, data, thing));
        addTags(out, data, thing, maxTags);
    }

    private static @Nullable String author(Document page, PageData data, JsonNode thing) {
        List<@Nullable String> authors = new ArrayList<>(PageData.texts(thing, "author"));
        authors.add(data.meta("author"));
        authors.add(data.meta("article:author"));
        Element byline = page.selectFirst(BYLINE);
        authors.add(byline == null ? null : byline.text());
        int marked = PageData.texts(thing, "author").size();
        String all = authors.stream().limit(marked).map(ArticleMembers::name).filter(Objects::nonNull).distinct()
                .collect(Collectors.joining(", "));
        return !all.isEmpty()
                ? all
                : authors.stream().skip(marked).map(ArticleMembers::name).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** Returns the name without the words before it; null without a name, or for the address of a profile. */
    private static @Nullable String name(@Nullable String author) {
        String name = author == null ? "" : BY.matcher(author.trim()).replaceFirst("");
        return name.isEmpty() || ADDRESS.matcher(name).matches() ? null : name;
    }

    private static @Nullable String date(Document page, PageData data, JsonNode thing) {
        Element time = page.selectFirst(TIME);
        Element text = page.selectFirst(DATE);
        return Stream.of(PageData.text(thing, "datePublished", "dateCreated"),
                data.meta("article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.date",
                        "pubdate"),
                time == null ? null : time.attr("datetime"), time == null ? null : time.attr("content"),
                text == null ? null : text.text())
                .map(Dates::rfc1123).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private static void addTags(ObjectNode out, PageData data, JsonNode thing, int max) {
        JsonNode keywords = thing.path("keywords");
        String line = keywords.isTextual() ? keywords.asText() : data.meta("keywords");
        List<String> labels = new ArrayList<>();
        if (keywords.isArray()) {
            keywords.forEach(keyword -> labels.add(keyword.asText()));
        } else if (line != null) {
            Stream.of(line.split("\\s*,\\s*")).map(String::trim).forEach(labels::add);
        } else {
            return;
        }
        ArrayNode tags = out.putArray("tags");
        labels.stream().limit(max).forEach(label -> tags.addObject().put("label", label));
    }
}
