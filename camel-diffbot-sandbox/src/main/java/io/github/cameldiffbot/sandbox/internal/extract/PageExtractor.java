/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldiffbot.sandbox.internal.text.MainText;
import io.github.cameldiffbot.sandbox.internal.text.Selectors;
import io.github.cameldiffbot.sandbox.internal.url.Hashes;
import io.github.cameldiffbot.sandbox.internal.url.Urls;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jspecify.annotations.Nullable;

/**
 * Extracts pages in place of the Extract APIs. It reads the structured data and the text of a page. Members that a page
 * does not have are omitted.
 */
public final class PageExtractor {

    private static final Evaluator HEADING = Selectors.parse("h1");
    private static final Evaluator LANGUAGE = Selectors.parse("html[lang]");
    private static final Evaluator ICON = Selectors.parse("link[rel~=icon]");

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
        PageType type = PageType.of(options, page, data, text);
        if (type == PageType.IMAGE) {
            return ImageMembers.list(page, data, text, title);
        }
        out.put("type", type.wire());
        put(out, "title", title);
        put(out, "content", text.markdown());
        put(out, "humanLanguage", language(page));
        put(out, "siteName", data.meta("og:site_name"));
        put(out, "icon", icon(page));
        switch (type) {
            case ARTICLE -> ArticleMembers.add(out, page, data, text, options.maxTags());
            case PRODUCT -> ProductMembers.add(out, page, data, text);
            case EVENT -> EventMembers.add(out, data, text);
            case JOB -> JobMembers.add(out, data, text);
            case VIDEO -> VideoMembers.add(out, page, data, text);
            case FAQ -> FaqMembers.add(out, data, text);
            case DISCUSSION -> DiscussionMembers.add(out, data, text);
            case LIST -> ListMembers.add(out, data, text);
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

    static void put(ObjectNode out, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            out.put(name, value);
        }
    }

    static void setUnlessEmpty(ObjectNode out, String name, ArrayNode list) {
        if (!list.isEmpty()) {
            out.set(name, list);
        }
    }

    /** Returns the title of the structured data, else the one on which the heading and the head of the page agree. */
    private static String title(Document page, PageData data) {
        for (PageType type : PageType.values()) {
            JsonNode thing = type == PageType.LIST ? MissingNode.getInstance() : data.thing(type.schemas());
            String title = PageData.text(thing, "headline", type == PageType.JOB ? "title" : "name");
            if (title != null && !title.startsWith("http")) {
                return title;
            }
        }
        List<Element> headings = page.select(HEADING);
        String heading = headings.size() == 1 ? headings.get(0).text() : "";
        String inHead = data.meta("og:title", "twitter:title");
        boolean agreed = inHead == null || inHead.contains(heading) || page.title().contains(heading);
        String site = data.meta("og:site_name");
        if (!heading.isBlank() && agreed && !heading.equals(site)) {
            return heading;
        }
        return inHead != null && !inHead.isBlank() ? inHead : heading.isBlank() ? page.title() : heading;
    }

    private static @Nullable String icon(Document page) {
        Element icon = page.selectFirst(ICON);
        if (icon == null) {
            return null;
        }
        String url = Urls.resolve(icon.baseUri(), icon.attr("href"));
        return url == null ? icon.absUrl("href") : url;
    }

    private static @Nullable String language(Document page) {
        Element html = page.selectFirst(LANGUAGE);
        return html == null || html.attr("lang").length() < 2
                ? null : html.attr("lang").substring(0, 2).toLowerCase(Locale.ROOT);
    }

    /** Adds the members that are extracted only if {@code fields} names them. */
    private static void addOptional(ObjectNode out, Document page, PageData data, ExtractOptions options) {
        if (options.fields().contains("links")) {
            page.select(Selectors.LINKS).eachAttr("abs:href").stream().distinct().forEach(out.withArray("/links")::add);
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
