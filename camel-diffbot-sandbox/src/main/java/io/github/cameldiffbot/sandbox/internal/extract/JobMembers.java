/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldiffbot.sandbox.internal.text.MainText;
import io.github.cameldiffbot.sandbox.internal.text.TextBlocks;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** Extracts the members of a job posting. */
final class JobMembers {

    private JobMembers() {
    }

    static void add(ObjectNode out, PageData data, MainText text) {
        JsonNode thing = data.thing(PageType.JOB.schemas());
        String description = PageData.text(thing, "description");
        PageExtractor.put(out, "text", description == null ? text.text() : plain(description));
        String employer = PageData.text(thing, "hiringOrganization");
        if (employer != null) {
            out.putObject("employer").put("name", employer);
        }
        PageExtractor.put(out, "datePosted", Dates.rfc1123(PageData.text(thing, "datePosted")));
        if (String.valueOf(PageData.text(thing, "jobLocationType")).toUpperCase(Locale.ROOT).equals("TELECOMMUTE")) {
            out.put("remote", "REMOTE");
        }
        addLines(out, "requirements", thing, "qualifications", "experienceRequirements", "educationRequirements");
        addLines(out, "tasks", thing, "responsibilities");
        ArrayNode skills = out.arrayNode();
        for (String line : PageData.texts(thing, "skills")) {
            List.of(line.split("\\s*[,;]\\s*")).forEach(skill -> skills.addObject().put("skill", skill));
        }
        PageExtractor.setUnlessEmpty(out, "skills", skills);
        ArrayNode locations = out.arrayNode();
        for (JsonNode place : PageData.list(thing.path("jobLocation"))) {
            Locations.addTo(locations, place.path("address"), place.path("geo"));
        }
        PageExtractor.setUnlessEmpty(out, "locations", locations);
    }

    /** Adds the items of the lists or the texts of some members. */
    private static void addLines(ObjectNode out, String name, JsonNode thing, String... members) {
        ArrayNode lines = out.arrayNode();
        for (String member : members) {
            for (String text : PageData.texts(thing, member)) {
                List<String> items = Jsoup.parseBodyFragment(text).select("li").stream().map(Element::text).toList();
                (items.isEmpty() ? List.of(plain(text)) : items).forEach(lines::add);
            }
        }
        PageExtractor.setUnlessEmpty(out, name, lines);
    }

    private static String plain(String html) {
        return html.indexOf('<') < 0
                ? html : String.join("\n",
                        TextBlocks.of(Jsoup.parseBodyFragment(html).body()).stream().map(TextBlocks.Block::text).toList());
    }
}
