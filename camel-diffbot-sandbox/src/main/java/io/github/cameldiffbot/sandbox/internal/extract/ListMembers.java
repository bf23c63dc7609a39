/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldiffbot.sandbox.internal.text.MainText;
import io.github.cameldiffbot.sandbox.internal.text.Selectors;
import org.jsoup.nodes.Element;

/** Extracts the members of a listing. */
final class ListMembers {

    private ListMembers() {
    }

    static void add(ObjectNode out, PageData data, MainText text) {
        ArrayNode items = out.putArray("items");
        JsonNode marked = data.thing("ItemList").path("itemListElement");
        for (JsonNode entry : marked) {
            JsonNode thing = entry.path("item").isObject() ? entry.path("item") : entry;
            ObjectNode item = items.addObject();
            PageExtractor.put(item, "title", PageData.text(thing, "name"));
            PageExtractor.put(item, "link", PageData.text(thing, "url", "@id"));
        }
        if (items.isEmpty()) {
            for (Element entry : text.root().select(PageType.LINKED_ITEMS)) {
                Element link = entry.select(Selectors.LINKS).get(0);
                ObjectNode item = items.addObject();
                PageExtractor.put(item, "title", link.text());
                PageExtractor.put(item, "link", link.absUrl("href"));
                String rest = entry.text().replace(link.text(), "").trim();
                PageExtractor.put(item, "summary", rest);
            }
        }
    }
}
