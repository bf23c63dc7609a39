/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Records are found by queries")
class SearchTest extends SandboxTest {

    @BeforeEach
    void crawlDemoSite() {
        api.crawl("demo", api.page(""));
        api.awaitStatus("demo", 9);
    }

    @ParameterizedTest
    @DisplayName("The query language finds the expected number of records")
    @CsvSource(delimiter = ';', quoteCharacter = '\'', value = {
            "type:product; 12",
            "type:article; 14",
            "type:article OR type:product; 26",
            "type:product brand:Norrsken; 2",
            "type:product AND brand:\"Ember Works\"; 2",
            "type:product -brand:Norrsken -brand:\"Ember Works\"; 8",
            "type:product min:offerPrice:200; 2",
            "type:product max:offerPriceDetails.amount:12; 3",
            "type:article min:date:2025-01-01 max:date:2025-02-28; 2",
            "type:article author:\"Ilse Hartwig\"; 4",
            "\"lichen\" type:product; 1",
            "type:product (brand:Norrsken OR sku:CK-2100); 3",
            "\"stove between two\" type:article; 1",
            "\"two between stove\"; 0",
            "site:127.0.0.1 type:list; 6",
            "site:example.org; 0",
            "tags.label:wool; 1" })
    void queries(String query, int hits) {
        assertThat(search("col", "demo", "query", query).path("hits").asInt()).as(query).isEqualTo(hits);
    }

    @Test
    @DisplayName("A response has the documented envelope")
    void envelope() {
        JsonNode response = search("col", "demo", "query", "type:product", "num", "2");
        assertThat(response.path("request").path("col").asText()).isEqualTo("demo");
        assertThat(response.path("request").path("token").asText()).isEqualTo(sandbox.token());
        assertThat(response.path("docsInCollection").asInt()).isEqualTo(39);
        assertThat(response.path("queryInfo").path("fullQuery").asText()).isEqualTo("type:json AND (type:product)");
        assertThat(response.path("objects")).hasSize(2);
    }

    @Test
    @DisplayName("Results are paged")
    void paging() {
        List<String> all = titles("query", "type:product sortby:offerPrice", "num", "all");
        assertThat(all).hasSize(12).startsWith("One-and-a-Half Tent", "Fellside Boots").endsWith("Long Spoon");
        assertThat(titles("query", "type:product sortby:offerPrice", "num", "5", "start", "10")).isEqualTo(all.subList(10, 12));
        assertThat(titles("query", "type:product revsortby:offerPrice", "num", "1")).containsExactly("Long Spoon");
        assertThat(titles("query", "")).hasSize(20);
        assertThat(titles("query", "", "start", "100")).isEmpty();
    }

    @Test
    @DisplayName("Without a name all collections are searched")
    void allCollections() {
        api.bulk("again", api.page("shop/long-spoon"));
        api.awaitStatus("again", 9);
        JsonNode response = search("query", "title:\"Long Spoon\"");
        assertThat(response.path("hits").asInt()).isEqualTo(2);
        assertThat(response.path("request").path("col").isNull()).isTrue();
    }

    private JsonNode search(String... params) {
        return api.json("/search", params);
    }

    private List<String> titles(String... params) {
        List<String> titles = new ArrayList<>();
        search(params).path("objects").forEach(record -> titles.add(record.path("title").asText()));
        return titles;
    }

    @Test
    @DisplayName("The number of results is a number in the response")
    void num() {
        sandbox.generate("n", 3, 500);
        assertThat(api.json("/search", "col", "n", "query", "", "num", "2").path("request").path("num").isInt()).isTrue();
        assertThat(api.json("/search", "col", "n", "query", "").path("request").path("num").asInt()).isEqualTo(20);
    }
}
