/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameldiffbot.sandbox.internal.text.MainText;
import io.github.cameldiffbot.sandbox.internal.text.Selectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jspecify.annotations.Nullable;

/** The types of pages, in the order in which their marks count. */
enum PageType {

    PRODUCT("Product", "ProductGroup", "IndividualProduct", "ProductModel"),
    EVENT("*Event", "Festival"),
    JOB("JobPosting"),
    ARTICLE("Article", "*Article", "BlogPosting", "LiveBlogPosting", "Report"),
    DISCUSSION("DiscussionForumPosting", "QAPage"),
    FAQ("FAQPage"),
    VIDEO("VideoObject"),
    IMAGE("ImageObject", "Photograph"),
    LIST("ItemList", "CollectionPage", "SearchResultsPage"),
    OTHER;

    private static final Evaluator ARTICLES = Selectors.parse("article");
    static final Evaluator LINKED_ITEMS = Selectors.parse("li:has(a[href])");
    private static final Evaluator DATED = Selectors.parse("time, [rel=author], [itemprop=datePublished], .byline");
    private static final int MANY_PARAGRAPHS = 3;
    private static final int MANY_ITEMS = 20;

    private static final Map<String, PageType> BY_NAME = Stream.of(values()).filter(type -> type != OTHER)
            .collect(Collectors.toUnmodifiableMap(PageType::wire, type -> type));

    private final List<String> schemas;
    private final String wire;

    PageType(String... schemas) {
        this.schemas = List.of(schemas);
        this.wire = name().toLowerCase(Locale.ROOT);
    }

    /** Returns the types of schema.org; a leading {@code *} stands for anything. */
    List<String> schemas() {
        return schemas;
    }

    String wire() {
        return wire;
    }

    /** Returns the type of a page: that of the API, of the mode, of its structured data, or of its structure. */
    static PageType of(ExtractOptions options, Document page, PageData data, MainText text) {
        PageType chosen = named(options.api()) != null ? named(options.api()) : named(options.mode());
        if (chosen != null) {
            return chosen;
        }
        for (PageType type : values()) {
            JsonNode thing = data.thing(type.schemas);
            if (!thing.isMissingNode() && (type != IMAGE || data.isSole(thing))) {
                return type;
            }
        }
        PageType found = byMeta(String.valueOf(data.meta("og:type")));
        found = found == OTHER ? byStructure(page, data, text) : found;
        PageType fallback = named(options.fallback());
        return found == OTHER && fallback != null ? fallback : found;
    }

    private static @Nullable PageType named(String api) {
        return BY_NAME.get(api);
    }

    private static PageType byMeta(String type) {
        return type.equals("article") ? ARTICLE : type.startsWith("product") ? PRODUCT : type.startsWith("video") ? VIDEO
                : OTHER;
    }

    private static PageType byStructure(Document page, PageData data, MainText text) {
        if (data.meta("product:price:amount", "og:price:amount") != null) {
            return PRODUCT;
        }
        boolean dated = data.meta("article:published_time", "author") != null || page.selectFirst(DATED) != null;
        if (page.select(ARTICLES).size() == 1 && text.paragraphs() >= 2 || dated && text.paragraphs() >= MANY_PARAGRAPHS) {
            return ARTICLE;
        }
        Element region = text.root();
        return text.paragraphs() == 0 && region.select(LINKED_ITEMS).size() >= MANY_ITEMS ? LIST : OTHER;
    }
}
