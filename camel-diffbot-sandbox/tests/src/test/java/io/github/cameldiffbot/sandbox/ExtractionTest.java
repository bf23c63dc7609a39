/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Pages are extracted into records")
class ExtractionTest extends SandboxTest {

    @Test
    @DisplayName("An article has its members")
    void article() {
        JsonNode article = extract("magazine/a-night-on-fell-end");
        assertThat(article.path("type").asText()).isEqualTo("article");
        assertThat(article.path("title").asText()).isEqualTo("A night on Fell End, with one stove between two");
        assertThat(article.path("author").asText()).isEqualTo("Maren Oduya");
        assertThat(article.path("authorUrl").asText()).isEqualTo(api.page("authors/maren-oduya"));
        assertThat(article.path("date").asText()).isEqualTo("Tue, 04 Mar 2025 08:00:00 GMT");
        assertThat(article.path("siteName").asText()).isEqualTo("Cairn & Kettle");
        assertThat(article.path("humanLanguage").asText()).isEqualTo("en");
        assertThat(article.path("text").asText()).startsWith("We left the car at dusk").doesNotContain("Staff", "Magazine");
        assertThat(article.path("content").asText()).startsWith("# A night on Fell End").contains("\n\n## What we would carry");
        assertThat(article.path("images").path(0).path("url").asText()).endsWith("/images/a-night-on-fell-end.svg");
        assertThat(article.path("images").path(0).path("primary").asBoolean()).isTrue();
        assertThat(article.path("breadcrumb").path(0).path("name").asText()).isEqualTo("Magazine");
        assertThat(article.path("tags")).extracting(tag -> tag.path("label").asText())
                .containsExactly("camping", "stoves", "winter");
    }

    @Test
    @DisplayName("Products are extracted from JSON-LD and from microdata")
    void products() {
        JsonNode rucksack = extract("shop/tarn-30-rucksack");
        assertThat(rucksack.path("type").asText()).isEqualTo("product");
        assertThat(rucksack.path("offerPrice").asText()).isEqualTo("€129.00");
        assertThat(rucksack.path("offerPriceDetails").path("amount").asDouble()).isEqualTo(129);
        assertThat(rucksack.path("sku").asText()).isEqualTo("CK-1030");
        assertThat(rucksack.path("availability").asBoolean()).isTrue();
        assertThat(rucksack.path("specs").path("Volume").asText()).isEqualTo("30 litres");
        JsonNode jacket = extract("shop/ridgeline-rain-jacket");
        assertThat(jacket.path("title").asText()).isEqualTo("Ridgeline Rain Jacket");
        assertThat(jacket.path("brand").asText()).isEqualTo("Norrsken");
        assertThat(jacket.path("offerPrice").asText()).isEqualTo("€189.95");
        assertThat(jacket.path("category").asText()).isEqualTo("Clothing");
        assertThat(jacket.path("availability").asBoolean(true)).isFalse();
    }

    @Test
    @DisplayName("A listing has its items")
    void listing() {
        JsonNode list = extract("shop/");
        assertThat(list.path("type").asText()).isEqualTo("list");
        assertThat(list.path("items")).hasSize(5);
        assertThat(list.path("items").path(0).path("title").asText()).isEqualTo("Tarn 30 Rucksack");
        assertThat(list.path("items").path(0).path("link").asText()).isEqualTo(api.page("shop/tarn-30-rucksack"));
    }

    @Test
    @DisplayName("Members without data on the page are omitted")
    void missingData() {
        JsonNode other = extract("about");
        assertThat(other.path("type").asText()).isEqualTo("other");
        for (String name : new String[] { "author", "date", "offerPrice", "brand", "tags", "images", "breadcrumb" }) {
            assertThat(other.has(name)).as(name).isFalse();
        }
    }

    @Test
    @DisplayName("The Extract API determines the type")
    void typeByApi() {
        assertThat(extract("about", "apiUrl", "https://api.diffbot.com/v3/article").path("type").asText()).isEqualTo("article");
    }

    @Test
    @DisplayName("Records of jobs have no links and meta elements, which only single calls return")
    void links() {
        JsonNode record = extract("about", "apiUrl", "https://api.diffbot.com/v3/analyze?fields=links,meta,querystring");
        assertThat(record.has("links")).isFalse();
        assertThat(record.has("meta")).isFalse();
        assertThat(record.has("querystring")).isTrue();
    }

    @Test
    @DisplayName("The same extraction has the same diffbotUri at another URL, and another one has another")
    void diffbotUri() {
        try (PageSite site = new PageSite().links("/a").page("/copy", "<html><title>/a</title><body><p>This is /a</p>")
                .links("/b")) {
            api.bulk("u", site.url("/a") + " " + site.url("/copy") + " " + site.url("/b"));
            api.awaitStatus("u", 9);
            assertThat(api.records("u")).extracting(r -> r.path("diffbotUri").asText()).hasSize(3)
                    .satisfies(uris -> assertThat(Set.copyOf(uris)).hasSize(2));
            assertThat(api.records("u")).extracting(r -> r.path("id").asLong()).doesNotHaveDuplicates();
        }
    }

    @Test
    @DisplayName("Pages with the same content are duplicates, unless apiUrl asks for links of scripts")
    void duplicates() {
        try (PageSite site = new PageSite().page("/", "<a href='/one'>1</a><a href='/two'>2</a>").page("/one", "<p>Same")
                .page("/two", "<p>Same")) {
            api.crawl("d", site.url("/"));
            api.awaitStatus("d", 9);
            assertThat(api.records("d")).hasSize(2);
            api.crawl("links", site.url("/"), "apiUrl", "https://api.diffbot.com/v3/analyze?links");
            api.awaitStatus("links", 9);
            assertThat(api.records("links")).hasSize(3);
        }
    }

    @Test
    @DisplayName("Other languages and characters are preserved")
    void languages() {
        assertThat(extract("magazine/ueber-den-roesterberg").path("humanLanguage").asText()).isEqualTo("de");
        assertThat(extract("magazine/ueber-den-roesterberg").path("author").asText()).isEqualTo("Jörg Kübler");
        assertThat(extract("magazine/carnet-du-col-perdu").path("humanLanguage").asText()).isEqualTo("fr");
        assertThat(extract("magazine/coffee-above-the-treeline").path("title").asText()).contains("☕🏔️");
        assertThat(api.get("/bulk/data", "name", "x").body()).contains("☕🏔️");
    }

    @Test
    @DisplayName("OpenGraph and other meta elements are read")
    void openGraph() {
        try (PageSite site = new PageSite()) {
            site.page("/", """
                    <html><head><meta property="og:type" content="article"><meta name="author" content="A. Writer">
                    <meta property="article:published_time" content="2024-02-03T04:05:06+01:00">
                    <meta property="og:title" content="From OpenGraph"></head>
                    <body><div><p>Text.</p></div></body></html>""");
            JsonNode article = extractUrl(site.url("/"));
            assertThat(article.path("type").asText()).isEqualTo("article");
            assertThat(article.path("title").asText()).isEqualTo("From OpenGraph");
            assertThat(article.path("author").asText()).isEqualTo("A. Writer");
            assertThat(article.path("date").asText()).isEqualTo("Sat, 03 Feb 2024 03:05:06 GMT");
        }
    }

    private JsonNode extract(String path, String... params) {
        return extractUrl(api.page(path), params);
    }

    private JsonNode extractUrl(String url, String... params) {
        api.get("/bulk", "name", "x", "delete", "1");
        api.bulk("x", url, params);
        api.awaitStatus("x", 9);
        return api.records("x").get(0);
    }
}
