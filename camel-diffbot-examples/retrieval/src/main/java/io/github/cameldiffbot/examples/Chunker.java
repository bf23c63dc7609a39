/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.github.cameldiffbot.data.DiffbotRecord;

/** Cuts the text of a page into overlapping parts, so that a sentence at a cut is complete in one of them. */
public class Chunker {

    private static final Pattern WORD = Pattern.compile("\\S+");

    private final int words;
    private final int overlap;

    /**
     * Creates a chunker.
     *
     * @param words   the number of words of a part; the last one can have fewer
     * @param overlap the number of words at the end of a part with which the next one begins
     */
    public Chunker(int words, int overlap) {
        if (overlap < 0 || overlap >= words) {
            throw new IllegalArgumentException(
                    "An overlap of " + overlap + " words is not between 0 and less than the "
                                               + words + " words of a piece");
        }
        this.words = words;
        this.overlap = overlap;
    }

    /**
     * Cuts a text.
     *
     * @param  page the record of a page
     * @return      its parts; none for a page without text
     */
    public List<Chunk> chunks(DiffbotRecord page) {
        List<Chunk> chunks = new ArrayList<>();
        if (!(page.get("text") instanceof String text)) {
            return chunks;
        }
        List<MatchResult> found = WORD.matcher(text).results().toList();
        int end = 0;
        for (int start = 0; end < found.size(); start += words - overlap) {
            end = Math.min(start + words, found.size());
            String piece = text.substring(found.get(start).start(), found.get(end - 1).end());
            chunks.add(
                    new Chunk(id(page.getPageUrl(), chunks.size()), page.getPageUrl(), page.getTitle(), chunks.size(), piece));
        }
        return chunks;
    }

    /** Returns an id of values that do not change when the page is crawled again. */
    private static String id(String url, int position) {
        return UUID.nameUUIDFromBytes((url + "#" + position).getBytes(StandardCharsets.UTF_8)).toString();
    }
}
