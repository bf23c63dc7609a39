/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Writes addresses as Diffbot does. */
final class Locations {

    private Locations() {
    }

    /** Adds the location of an address, which is a text or a schema.org object, unless it is empty. */
    static void addTo(ArrayNode out, JsonNode address, JsonNode geo) {
        List<String> parts = address.isTextual()
                ? List.of(address.asText())
                : Stream.of("streetAddress", "addressLocality", "addressRegion", "postalCode", "addressCountry")
                        .map(name -> PageData.text(address, name)).filter(part -> part != null).toList();
        if (parts.isEmpty()) {
            return;
        }
        ObjectNode location = out.addObject().put("address", parts.stream().collect(Collectors.joining(", ")));
        named(location, "city", PageData.text(address, "addressLocality"));
        named(location, "region", PageData.text(address, "addressRegion"));
        named(location, "country", PageData.text(address, "addressCountry"));
        coordinate(location, "latitude", PageData.text(geo, "latitude"));
        coordinate(location, "longitude", PageData.text(geo, "longitude"));
    }

    private static void named(ObjectNode location, String member, @Nullable String name) {
        if (name != null) {
            location.putObject(member).put("name", name);
        }
    }

    private static void coordinate(ObjectNode location, String member, @Nullable String value) {
        if (value != null && value.matches("-?\\d{1,3}(\\.\\d{1,15})?")) {
            location.put(member, Double.parseDouble(value));
        }
    }
}
