/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldiffbot.sandbox.internal.url.Hashes;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Extracts pages in place of the Extract APIs. It reads the structured data and the text of a page. Members that a page
 * does not have are omitted.
 */
public final class PageExtractor {

    private static final Set<String> APIS = Set.of("article", "product", "image", "discussion", "list", "video", "event",
            "job", "faq");
    private static final List<String> ARTICLES = List.of("Article", "NewsArticle", "BlogPosting", "TechArticle", "Report");

    private PageExtractor() {
    }

    /**
     * Extracts a page.
     *
     * @param  page with its URL as base URI
     * @return      the members of each object on the page, including {@code type}
     */
    public static List<ObjectNode> extract(Document page, ExtractOptions options) {
        List<ObjectNode> objects = objects(page, options);
        objects.forEach(PageExtractor::addDiffbotUri);
        return objects;
    }

    private static List<ObjectNode> objects(Document page, ExtractOptions options) {
        PageData data = new PageData(page);
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        String title = title(page, data);
        MainText text = new MainText(page, title);
        String type = type(options, page, data, text);
        if (type.equals("image")) {
            return ImageMembers.list(page, data, text, title);
        }
        out.put("type", type);
        put(out, "title", title);
        put(out, "content", text.markdown());
        put(out, "humanLanguage", language(page));
        put(out, "siteName", data.meta("og:site_name"));
        put(out, "icon", href(page, "link[rel~=icon]"));
        switch (type) {
            case "article" -> ArticleMembers.add(out, page, data, text, options.maxTags());
            case "product" -> ProductMembers.add(out, page, data, text);
            case "discussion" -> DiscussionMembers.add(out, data, text);
            case "list" -> ListMembers.add(out, data, text);
            default -> put(out, "text", text.text());
        }
        CommonMembers.addImages(out, data, text);
        CommonMembers.addBreadcrumb(out, data);
        addOptional(out, page, data, options);
        return List.of(out);
    }

    /** Adds the URI, which is the same for the same extraction from another URL. */
    private static void addDiffbotUri(ObjectNode object) {
        String content = object.path("content").asText() + object.path("url").asText();
        object.put("diffbotUri",
                Hashes.diffbotUri(object.path("type").asText(), object.path("title").asText() + "\n" + content));
    }

    static void put(ObjectNode out, String name, String value) {
        if (value != null && !value.isBlank()) {
            out.put(name, value);
        }
    }

    private static String type(ExtractOptions options, Document page, PageData data, MainText text) {
        if (APIS.contains(options.api())) {
            return options.api();
        }
        if (APIS.contains(options.mode())) {
            return options.mode();
        }
        if (!data.thing("Product").isMissingNode()) {
            return "product";
        }
        if (!data.thing(ARTICLES.toArray(String[]::new)).isMissingNode()) {
            return "article";
        }
        if (!data.thing("DiscussionForumPosting", "QAPage").isMissingNode()) {
            return "discussion";
        }
        if (!data.thing("ItemList", "CollectionPage").isMissingNode()) {
            return "list";
        }
        String openGraph = data.meta("og:type");
        if (openGraph != null && (openGraph.equals("article") || openGraph.startsWith("product"))) {
            return openGraph.equals("article") ? "article" : "product";
        }
        if (page.select("article").size() == 1 && text.paragraphs() >= 2) {
            return "article";
        }
        return APIS.contains(options.fallback()) ? options.fallback() : "other";
    }

    private static String title(Document page, PageData data) {
        JsonNode thing = data.thing("Product", "Article", "NewsArticle", "BlogPosting", "TechArticle", "Report");
        String title = PageData.text(thing, "headline", "name");
        if (title == null) {
            Element heading = page.select("h1").size() == 1 ? page.selectFirst("h1") : null;
            title = heading == null ? data.meta("og:title", "twitter:title") : heading.text();
        }
        return title == null || title.isBlank() ? page.title() : title;
    }

    private static String language(Document page) {
        Element html = page.selectFirst("html[lang]");
        return html == null || html.attr("lang").length() < 2
                ? null : html.attr("lang").substring(0, 2).toLowerCase(Locale.ROOT);
    }

    private static String href(Document page, String selector) {
        Element link = page.selectFirst(selector);
        return link == null ? null : link.absUrl("href");
    }

    /** Adds the members that are extracted only if {@code fields} names them. */
    private static void addOptional(ObjectNode out, Document page, PageData data, ExtractOptions options) {
        if (options.fields().contains("links")) {
            page.select("a[href]").eachAttr("abs:href").stream().distinct().forEach(out.withArray("/links")::add);
        }
        if (options.fields().contains("meta")) {
            ObjectNode meta = out.putObject("meta");
            data.allMeta().forEach(meta::put);
        }
        if (options.fields().contains("querystring")) {
            ObjectNode parameters = out.putObject("querystring");
            QueryParameters.of(page.location()).forEach(parameters::put);
        }
    }
}
