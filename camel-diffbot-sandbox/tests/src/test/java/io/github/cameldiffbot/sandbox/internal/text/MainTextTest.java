/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.text;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The main text of a page is found")
class MainTextTest {

    private static final String LONG = "This sentence, which has a comma or two, is long enough to be the text of an article. ";

    @Test
    @DisplayName("Side content is left out by its place, its name and its links")
    void sideContent() {
        String page = "<nav><p>Home and others</p></nav><div class=sidebar><p>" + LONG + "Aside.</p></div><div id=story><p>"
                      + LONG.repeat(3)
                      + "</p><div class=share><a href=/s>Share this</a></div><p>" + LONG.repeat(4) + "End.</p>"
                      + "<div class=related-links><ul><li><a href=/1>Another story</a></ul></div></div>"
                      + "<div class=comments><p>" + LONG + "Comment.</p></div><footer><p>Imprint</p></footer>";
        assertThat(text(page)).endsWith("End.").startsWith("This sentence")
                .doesNotContain("Home", "Aside", "Share", "Another", "Comment", "Imprint");
    }

    @Test
    @DisplayName("Text without paragraphs is found: with line breaks, in cells and definitions")
    void otherElements() {
        assertThat(text("<div>" + LONG.repeat(4) + "One.<br><br>" + LONG.repeat(4) + "Two.</div>"))
                .contains("One.\nThis sentence").endsWith("Two.");
        assertThat(text("<table><tr><td>" + LONG.repeat(8) + "Cell.</td></tr></table>")).endsWith("Cell.");
        assertThat(text("<section><dl><dt>Term</dt><dd>" + LONG.repeat(8) + "Meaning.</dd></dl></section>"))
                .endsWith("Meaning.");
    }

    @Test
    @DisplayName("Of several articles on a page, the long one is taken")
    void severalArticles() {
        assertThat(text("<article><p>A teaser of another article, which is short.</p></article><article><p>" + LONG.repeat(4)
                        + "</p><p>" + LONG.repeat(4) + "End.</p></article>"))
                .endsWith("End.").doesNotContain("teaser");
    }

    @Test
    @DisplayName("A short page has all its text")
    void shortPage() {
        assertThat(text("<p>Hello</p><p>World</p>")).isEqualTo("Hello\nWorld");
        assertThat(text("")).isEmpty();
    }

    @Test
    @DisplayName("A byline is not part of the text, and hidden elements are not")
    void bylines() {
        assertThat(text("<div><p class=byline>By A. Writer</p><p style='display: none'>Hidden words</p><p>" + LONG.repeat(8)
                        + "</p></div>"))
                .doesNotContain("Writer", "Hidden");
    }

    @Test
    @DisplayName("Markdown has headings, lists, quotes and links")
    void markdown() {
        String page = "<main><h1>Title</h1><p>" + LONG.repeat(8) + "</p><h2>Part</h2><ul><li>One <b>bold</b> item</li></ul>"
                      + "<blockquote><p>Said &amp; done</p></blockquote><p>See <a href='/x'>this page</a>.</p></main>";
        MainText text = new MainText(Jsoup.parse(page, "http://h/"), "Title");
        assertThat(text.markdown()).startsWith("# Title\n\nThis sentence")
                .contains("\n\n## Part\n\n- One bold item\n\n> Said & done")
                .endsWith("\n\nSee [this page](http://h/x).").doesNotContain("# Title\n\n# Title");
        assertThat(text.html()).contains("<h2>Part</h2><li>One bold item</li><blockquote>Said &amp; done</blockquote>");
        assertThat(text.paragraphs()).isEqualTo(1);
    }

    private static String text(String body) {
        return new MainText(Jsoup.parse("<html><body>" + body + "</body></html>", "http://h/"), "Title").text();
    }
}
