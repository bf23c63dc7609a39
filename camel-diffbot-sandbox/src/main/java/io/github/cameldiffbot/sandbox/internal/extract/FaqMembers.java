/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldiffbot.sandbox.internal.text.MainText;
import org.jsoup.Jsoup;

/** Extracts the questions and answers of a page. */
final class FaqMembers {

    private FaqMembers() {
    }

    static void add(ObjectNode out, PageData data, MainText text) {
        ArrayNode items = out.arrayNode();
        for (JsonNode page : data.all(PageType.FAQ.schemas())) {
            for (JsonNode question : PageData.list(page.path("mainEntity"))) {
                String asked = PageData.text(question, "name", "text");
                String answer = PageData.text(PageData.first(question.path("acceptedAnswer")), "text");
                if (asked != null && answer != null) {
                    items.addObject().put("question", asked).put("answer", Jsoup.parseBodyFragment(answer).text());
                }
            }
        }
        PageExtractor.setUnlessEmpty(out, "items", items);
        PageExtractor.put(out, "text", text.text());
    }
}
