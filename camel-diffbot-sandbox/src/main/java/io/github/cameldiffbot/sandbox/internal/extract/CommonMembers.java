/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldiffbot.sandbox.internal.text.MainText;
import io.github.cameldiffbot.sandbox.internal.text.Selectors;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Extracts members that records of all types may have. */
final class CommonMembers {

    private static final Pattern SIZE = Pattern.compile("\\d{1,6}");

    private CommonMembers() {
    }

    static void addImages(ObjectNode out, PageData data, MainText text) {
        Map<String, Element> images = new LinkedHashMap<>();
        for (Element image : text.root().select(Selectors.IMAGES)) {
            images.putIfAbsent(image.absUrl("src"), image);
        }
        String primary = data.meta("og:image", "twitter:image");
        primary = primary == null ? marked(data) : primary;
        if (images.isEmpty() && primary == null) {
            return;
        }
        String main = primary;
        ArrayNode list = out.putArray("images");
        if (primary != null && !images.containsKey(primary)) {
            list.addObject().put("url", primary).put("primary", true);
        }
        images.forEach((url, image) -> {
            ObjectNode entry = list.addObject().put("url", url);
            PageExtractor.put(entry, "title", image.attr("alt"));
            number(entry, "width", image.attr("width"));
            number(entry, "height", image.attr("height"));
            if (url.equals(main) || main == null && list.size() == 1) {
                entry.put("primary", true);
            }
        });
    }

    /** Returns the image of the structured data of the page, or null. */
    private static @Nullable String marked(PageData data) {
        for (PageType type : PageType.values()) {
            JsonNode image = PageData.first(data.thing(type.schemas()).path("image"));
            String url = image.isTextual() ? image.asText() : PageData.text(image, "url", "contentUrl");
            if (url != null && url.startsWith("http")) {
                return url;
            }
        }
        return null;
    }

    static void addBreadcrumb(ObjectNode out, PageData data) {
        JsonNode items = data.thing("BreadcrumbList").path("itemListElement");
        if (!items.isArray() || items.isEmpty()) {
            return;
        }
        ArrayNode list = out.putArray("breadcrumb");
        for (JsonNode item : items) {
            JsonNode target = item.path("item");
            ObjectNode entry = list.addObject();
            String link = target.isTextual() ? target.asText() : PageData.text(target, "@id", "url");
            PageExtractor.put(entry, "link", link);
            String name = PageData.text(item, "name");
            PageExtractor.put(entry, "name", name == null ? PageData.text(target, "name") : name);
        }
    }

    static void number(ObjectNode out, String name, String value) {
        if (SIZE.matcher(value).matches()) {
            out.put(name, Integer.parseInt(value));
        }
    }
}
