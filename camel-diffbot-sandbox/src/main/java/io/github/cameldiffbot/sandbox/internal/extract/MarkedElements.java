/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Reads structured data from the attributes of elements.
 *
 * @param scope    attribute of an object
 * @param type     attribute with the type of an object
 * @param property attribute with the name of a member
 */
record MarkedElements(String scope, String type, String property) {

    private static final MarkedElements MICRODATA = new MarkedElements("itemscope", "itemtype", "itemprop");
    private static final MarkedElements RDFA = new MarkedElements("typeof", "typeof", "property");
    /** Deeper elements are not data that anybody wrote. */
    private static final int MAX_DEPTH = 200;

    /** Adds the objects of a page to a list. */
    static void addTo(List<JsonNode> things, Document page) {
        for (MarkedElements syntax : List.of(MICRODATA, RDFA)) {
            for (Element item : page.getElementsByAttribute(syntax.scope)) {
                if (!item.hasAttr(syntax.property)) {
                    things.add(syntax.object(item, 0));
                }
            }
        }
    }

    private ObjectNode object(Element item, int depth) {
        ObjectNode thing = JsonNodeFactory.instance.objectNode();
        thing.put("@type", item.attr(type));
        members(item, thing, depth);
        return thing;
    }

    private void members(Element parent, ObjectNode thing, int depth) {
        if (depth > MAX_DEPTH) {
            return;
        }
        for (Element child : parent.children()) {
            if (child.hasAttr(property)) {
                JsonNode value = child.hasAttr(scope) ? object(child, depth + 1) : TextNode.valueOf(value(child));
                for (String name : child.attr(property).trim().split("\\s+")) {
                    add(thing, PageData.localName(name), value);
                }
            }
            if (!child.hasAttr(scope)) {
                members(child, thing, depth + 1);
            }
        }
    }

    private static void add(ObjectNode thing, String name, JsonNode value) {
        JsonNode earlier = thing.get(name);
        if (earlier == null) {
            thing.set(name, value);
        } else if (earlier instanceof ArrayNode values) {
            values.add(value);
        } else {
            thing.putArray(name).add(earlier).add(value);
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
