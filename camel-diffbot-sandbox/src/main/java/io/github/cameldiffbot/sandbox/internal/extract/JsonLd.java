/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldiffbot.sandbox.internal.text.Selectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;

/** Reads the JSON-LD of a page: lists, graphs, main entities, and references by {@code @id}. */
final class JsonLd {

    private static final ObjectMapper JSON = JsonMapper.builder().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA, JsonReadFeature.ALLOW_JAVA_COMMENTS,
                    JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .build();
    private static final Evaluator SCRIPTS = Selectors.parse("script[type~=(?i)^\\s*application/ld\\+json]");
    private static final List<String> NESTED = List.of("mainEntity", "mainEntityOfPage");
    private static final int MAX_DEPTH = 50;
    /** Only members of members are read. */
    private static final int MAX_NESTED = 4;

    private final List<JsonNode> things = new ArrayList<>();
    private final Map<String, JsonNode> byId = new HashMap<>();

    private JsonLd() {
    }

    /** Returns the objects, in document order. */
    static List<JsonNode> of(Document page) {
        JsonLd data = new JsonLd();
        for (Element script : page.select(SCRIPTS)) {
            try {
                data.collect(JSON.readTree(script.data().replaceAll("^\\s*(<!--|<!\\[CDATA\\[)|(-->|]]>)\\s*;?\\s*$", "")), 0);
            } catch (JsonProcessingException e) {
                // invalid JSON-LD is ignored
                continue;
            }
        }
        data.things.forEach(thing -> data.resolve(thing, 0));
        return data.things;
    }

    private void collect(JsonNode node, int depth) {
        if (depth > MAX_DEPTH) {
            return;
        }
        if (node.isArray()) {
            node.forEach(element -> collect(element, depth + 1));
        } else if (node instanceof ObjectNode object) {
            if (object.has("@type")) {
                things.add(object);
            }
            if (object.has("@graph")) {
                collect(object.path("@graph"), depth + 1);
            }
            if (object.has("@id") && object.size() > 1) {
                byId.putIfAbsent(object.path("@id").asText(), object);
            }
            NESTED.forEach(name -> collect(object.path(name), depth + 1));
        }
    }

    /** Replaces references by the objects that they name, in place. */
    private void resolve(JsonNode node, int depth) {
        if (node instanceof ArrayNode array && depth < MAX_NESTED) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, target(array.get(i)));
                resolve(array.get(i), depth + 1);
            }
        } else if (node instanceof ObjectNode object && depth < MAX_NESTED) {
            for (Map.Entry<String, JsonNode> member : new ArrayList<>(object.properties())) {
                object.set(member.getKey(), target(member.getValue()));
                resolve(member.getValue(), depth + 1);
            }
        }
    }

    private JsonNode target(JsonNode value) {
        return value.isObject() && value.size() == 1 && value.has("@id")
                ? byId.getOrDefault(value.path("@id").asText(), value) : value;
    }
}
