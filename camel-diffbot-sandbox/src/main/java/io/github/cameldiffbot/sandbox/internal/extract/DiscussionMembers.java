/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldiffbot.sandbox.internal.text.MainText;

/** Extracts the members of a discussion from its structured data. */
final class DiscussionMembers {

    private DiscussionMembers() {
    }

    static void add(ObjectNode out, PageData data, MainText text) {
        JsonNode thing = data.thing(PageType.DISCUSSION.schemas());
        JsonNode question = thing.path("mainEntity").isObject() ? thing.path("mainEntity") : thing;
        ArrayNode posts = out.putArray("posts");
        if (!question.isMissingNode()) {
            addPost(posts, question);
        }
        for (String name : new String[] { "comment", "acceptedAnswer", "suggestedAnswer" }) {
            JsonNode replies = question.path(name);
            if (replies.isArray()) {
                replies.forEach(reply -> addPost(posts, reply));
            } else if (replies.isObject()) {
                addPost(posts, replies);
            }
        }
        PageExtractor.put(out, "text", text.text());
    }

    private static void addPost(ArrayNode posts, JsonNode thing) {
        String text = PageData.text(thing, "text", "articleBody", "headline", "name");
        if (text != null) {
            ObjectNode post = posts.addObject().put("text", text);
            PageExtractor.put(post, "author", PageData.text(thing, "author"));
            PageExtractor.put(post, "date", PageData.text(thing, "datePublished", "dateCreated"));
        }
    }
}
