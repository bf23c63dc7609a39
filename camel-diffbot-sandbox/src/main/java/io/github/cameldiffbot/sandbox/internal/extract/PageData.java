/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.cameldiffbot.sandbox.internal.text.Selectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.select.Evaluator;
import org.jspecify.annotations.Nullable;

/** The structured data of a page: JSON-LD, microdata, RDFa, OpenGraph and other meta elements. */
final class PageData {

    private static final Evaluator META = Selectors.parse("meta[content]");

    private final List<JsonNode> things;
    private final Map<String, String> meta = new LinkedHashMap<>();

    PageData(Document page) {
        things = new ArrayList<>(JsonLd.of(page));
        MarkedElements.addTo(things, page);
        for (Element element : page.select(META)) {
            String name = element.hasAttr("property") ? element.attr("property") : element.attr("name");
            if (!name.isEmpty() && !element.attr("content").isBlank()) {
                meta.putIfAbsent(name.toLowerCase(Locale.ROOT), element.attr("content").trim());
            }
        }
    }

    /** Returns the first schema.org object of one of some types, or a missing node. */
    JsonNode thing(String... types) {
        return thing(List.of(types));
    }

    /** Returns the first schema.org object of one of some types, or a missing node. */
    JsonNode thing(List<String> types) {
        for (JsonNode thing : things) {
            if (isOneOf(thing, types)) {
                return thing;
            }
        }
        return JsonNodeFactory.instance.missingNode();
    }

    /** Returns all schema.org objects of one of some types. */
    List<JsonNode> all(List<String> types) {
        return things.stream().filter(thing -> isOneOf(thing, types)).toList();
    }

    /** Returns whether an object is the only one of the page. */
    boolean isSole(JsonNode thing) {
        return things.stream().allMatch(other -> other == thing);
    }

    /** Returns the content of the first of some meta elements, or null. */
    @Nullable
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
    static @Nullable String text(JsonNode thing, String... names) {
        for (String name : names) {
            String value = plain(first(thing.path(name)));
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** Returns the texts of a member that may be a list. */
    static List<String> texts(JsonNode thing, String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : list(thing.path(name))) {
            String text = plain(value);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** Returns the elements of a list, or the node itself as the only one. */
    static Iterable<JsonNode> list(JsonNode node) {
        return node.isArray() ? node : node.isMissingNode() || node.isNull() ? List.of() : List.of(node);
    }

    /** Returns the first element of a list, or the node itself. */
    static JsonNode first(JsonNode node) {
        return node.isArray() ? node.path(0) : node;
    }

    /** Returns the last part of an IRI or a prefixed name. */
    static String localName(String name) {
        String trimmed = name.trim();
        return trimmed
                .substring(Math.max(trimmed.lastIndexOf('/'), Math.max(trimmed.lastIndexOf('#'), trimmed.lastIndexOf(':')))
                           + 1);
    }

    private static @Nullable String plain(JsonNode node) {
        JsonNode value = node;
        if (value.isObject()) {
            value = first(value.has("name") ? value.path("name") : value.path("@value"));
        }
        if (!value.isValueNode() || value.isNull() || value.asText().isBlank()) {
            return null;
        }
        String text = value.asText().trim();
        return text.indexOf('&') < 0 ? text : Parser.unescapeEntities(text, false).replace('\u00a0', ' ').trim();
    }

    private static boolean isOneOf(JsonNode thing, List<String> types) {
        for (String type : types) {
            if (isA(thing, type)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether an object has a type; {@code *} stands for any beginning of its name. */
    private static boolean isA(JsonNode thing, String type) {
        for (JsonNode one : list(thing.path("@type"))) {
            for (String name : one.asText().trim().split("\\s+")) {
                String local = localName(name);
                if (type.startsWith("*") ? local.endsWith(type.substring(1)) : local.equals(type)) {
                    return true;
                }
            }
        }
        return false;
    }
}
