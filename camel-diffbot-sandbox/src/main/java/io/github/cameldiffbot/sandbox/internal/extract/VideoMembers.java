/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import java.time.DateTimeException;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldiffbot.sandbox.internal.text.MainText;
import io.github.cameldiffbot.sandbox.internal.text.Selectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jspecify.annotations.Nullable;

/** Extracts the members of a video. */
final class VideoMembers {

    private static final Evaluator PLAYERS
            = Selectors.parse("video, iframe[src~=(?i)(youtube|vimeo|dailymotion|/embed/|player)]");

    private static final Evaluator SOURCE = Selectors.parse("video[src], video source[src]");

    private VideoMembers() {
    }

    static void add(ObjectNode out, Document page, PageData data, MainText text) {
        JsonNode thing = data.thing(PageType.VIDEO.schemas());
        String description = first(PageData.text(thing, "description"), data.meta("og:description", "description"));
        PageExtractor.put(out, "text", first(description, text.text()));
        PageExtractor.put(out, "url", first(PageData.text(thing, "contentUrl"), source(page)));
        PageExtractor.put(out, "embedUrl",
                first(PageData.text(thing, "embedUrl"),
                        data.meta("og:video:secure_url", "og:video:url", "og:video", "twitter:player")));
        Element player = page.selectFirst(PLAYERS);
        PageExtractor.put(out, "html", player == null ? null : player.outerHtml());
        PageExtractor.put(out, "author", first(PageData.text(thing, "author", "creator", "publisher"), data.meta("author")));
        PageExtractor.put(out, "date", Dates.rfc1123(first(PageData.text(thing, "uploadDate", "datePublished"),
                data.meta("og:video:release_date", "video:release_date"))));
        PageExtractor.put(out, "mime", first(PageData.text(thing, "encodingFormat"), data.meta("og:video:type")));
        addDuration(out, first(PageData.text(thing, "duration"), data.meta("og:video:duration", "video:duration")));
        addNumber(out, "viewCount", PageData.text(PageData.first(thing.path("interactionStatistic")), "userInteractionCount"));
        addNumber(out, "naturalWidth", first(PageData.text(thing, "width"), data.meta("og:video:width")));
        addNumber(out, "naturalHeight", first(PageData.text(thing, "height"), data.meta("og:video:height")));
    }

    private static @Nullable String source(Document page) {
        Element video = page.selectFirst(SOURCE);
        return video == null ? null : video.absUrl("src");
    }

    private static void addDuration(ObjectNode out, @Nullable String duration) {
        if (duration == null || duration.matches("\\d{1,6}")) {
            addNumber(out, "duration", duration);
            return;
        }
        try {
            out.put("duration", Duration.parse(duration).toSeconds());
        } catch (DateTimeException e) {
            // another format than ISO 8601: the member is omitted
            return;
        }
    }

    private static void addNumber(ObjectNode out, String name, @Nullable String text) {
        String digits = text == null ? "" : text.replaceFirst("px$", "");
        if (digits.matches("\\d{1,15}")) {
            out.put(name, Long.parseLong(digits));
        }
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
