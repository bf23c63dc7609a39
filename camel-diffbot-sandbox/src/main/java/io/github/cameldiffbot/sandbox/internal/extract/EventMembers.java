/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldiffbot.sandbox.internal.text.MainText;

/** Extracts the members of an event. */
final class EventMembers {

    private EventMembers() {
    }

    static void add(ObjectNode out, PageData data, MainText text) {
        JsonNode thing = data.thing(PageType.EVENT.schemas());
        String description = PageData.text(thing, "description");
        PageExtractor.put(out, "description", description == null ? text.text() : description);
        PageExtractor.put(out, "startDate", Dates.rfc1123(PageData.text(thing, "startDate")));
        PageExtractor.put(out, "endDate", Dates.rfc1123(PageData.text(thing, "endDate")));
        JsonNode location = PageData.first(thing.path("location"));
        if (!location.isMissingNode()) {
            PageExtractor.put(out, "venue", PageData.text(thing, "location"));
            Locations.addTo(out.putArray("locations"), location.path("address"), location.path("geo"));
        }
        PageExtractor.put(out, "organizer", PageData.text(thing, "organizer"));
    }
}
