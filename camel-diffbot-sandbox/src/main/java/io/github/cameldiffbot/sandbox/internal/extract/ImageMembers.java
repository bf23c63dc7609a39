/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldiffbot.sandbox.internal.text.MainText;
import io.github.cameldiffbot.sandbox.internal.text.Selectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Extracts the images of a page, each as an object. */
final class ImageMembers {

    private ImageMembers() {
    }

    static List<ObjectNode> list(Document page, PageData data, MainText text, String pageTitle) {
        List<ObjectNode> images = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Element image : text.root().select(Selectors.IMAGES)) {
            if (known.add(image.absUrl("src"))) {
                images.add(one(image.absUrl("src"), image.attr("alt"), image));
            }
        }
        String primary = data.meta("og:image", "twitter:image");
        if (primary != null && known.add(primary)) {
            images.add(one(primary, pageTitle, page));
        }
        JsonNode marked = data.thing(PageType.IMAGE.schemas());
        String url = PageData.text(marked, "contentUrl", "url");
        if (images.isEmpty() && url != null) {
            String name = PageData.text(marked, "name", "caption");
            images.add(one(url, name == null ? pageTitle : name, page));
        }
        return images;
    }

    private static ObjectNode one(String url, String title, Element image) {
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("type", "image");
        PageExtractor.put(out, "title", title);
        out.put("url", url);
        CommonMembers.number(out, "width", image.attr("width"));
        CommonMembers.number(out, "height", image.attr("height"));
        return out;
    }
}
