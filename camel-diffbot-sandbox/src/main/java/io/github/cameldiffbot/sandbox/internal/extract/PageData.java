/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The structured data of a page: JSON-LD, microdata, OpenGraph and other meta elements. */
final class PageData {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Deeper elements are not microdata that anybody wrote. */
    private static final int MAX_DEPTH = 200;

    private final List<JsonNode> things = new ArrayList<>();
    private final Map<String, String> meta = new LinkedHashMap<>();

    PageData(Document page) {
        for (Element script : page.select("script[type=application/ld+json]")) {
            try {
                collect(JSON.readTree(script.data()));
            } catch (JsonProcessingException e) {
                // invalid JSON-LD is ignored
                continue;
            }
        }
        for (Element item : page.select("[itemscope]")) {
            if (!item.hasAttr("itemprop")) {
                things.add(microdata(item, 0));
            }
        }
        for (Element element : page.select("meta[content]")) {
            String name = element.hasAttr("property") ? element.attr("property") : element.attr("name");
            if (!name.isEmpty() && !element.attr("content").isBlank()) {
                meta.putIfAbsent(name.toLowerCase(Locale.ROOT), element.attr("content").trim());
            }
        }
    }

    /** Returns the first schema.org object of one of some types, or a missing node. */
    JsonNode thing(String... types) {
        for (JsonNode thing : things) {
            for (String type : types) {
                if (isA(thing, type)) {
                    return thing;
                }
            }
        }
        return JsonNodeFactory.instance.missingNode();
    }

    /** Returns the content of the first of some meta elements, or null. */
    String meta(String... names) {
        for (String name : names) {
            String value = meta.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    Map<String, String> allMeta() {
        return meta;
    }

    /**
     * Returns the text of the first of some members, or null. A member may be a value, an object with a name, or a
     * list.
     */
    static String text(JsonNode thing, String... names) {
        for (String name : names) {
            String value = plain(thing.path(name));
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** Returns the first element of a list, or the node itself. */
    static JsonNode first(JsonNode node) {
        return node.isArray() ? node.path(0) : node;
    }

    private static String plain(JsonNode node) {
        JsonNode value = first(node);
        if (value.isObject()) {
            value = value.has("name") ? value.path("name") : value.path("@value");
        }
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank() ? value.asText().trim() : null;
    }

    private void collect(JsonNode node) {
        if (node.isArray()) {
            node.forEach(this::collect);
        } else if (node.has("@graph")) {
            collect(node.path("@graph"));
        } else if (node.isObject()) {
            things.add(node);
        }
    }

    private static boolean isA(JsonNode thing, String type) {
        JsonNode types = thing.path("@type");
        if (types.isArray()) {
            for (JsonNode one : types) {
                if (one.asText().equals(type)) {
                    return true;
                }
            }
        }
        return types.asText().equals(type);
    }

    private static ObjectNode microdata(Element item, int depth) {
        ObjectNode thing = JSON.createObjectNode();
        String type = item.attr("itemtype");
        thing.put("@type", type.substring(type.lastIndexOf('/') + 1));
        properties(item, thing, depth);
        return thing;
    }

    private static void properties(Element parent, ObjectNode thing, int depth) {
        if (depth > MAX_DEPTH) {
            return;
        }
        for (Element child : parent.children()) {
            if (child.hasAttr("itemprop")) {
                JsonNode value = child.hasAttr("itemscope") ? microdata(child, depth + 1) : TextNode.valueOf(value(child));
                for (String name : child.attr("itemprop").trim().split("\\s+")) {
                    if (!thing.has(name)) {
                        thing.set(name, value);
                    } else if (thing.get(name) instanceof ArrayNode values) {
                        values.add(value);
                    } else {
                        JsonNode earlier = thing.get(name);
                        thing.putArray(name).add(earlier).add(value);
                    }
                }
            }
            if (!child.hasAttr("itemscope")) {
                properties(child, thing, depth + 1);
            }
        }
    }

    private static String value(Element element) {
        for (String attribute : List.of("content", "datetime")) {
            if (element.hasAttr(attribute)) {
                return element.attr(attribute);
            }
        }
        String tag = element.normalName();
        if (tag.equals("a") || tag.equals("link")) {
            return element.absUrl("href");
        }
        return tag.equals("img") ? element.absUrl("src") : element.text();
    }
}
