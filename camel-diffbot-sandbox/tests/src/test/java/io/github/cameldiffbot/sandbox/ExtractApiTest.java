/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.net.URI;
import java.net.http.HttpRequest;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The Extract APIs extract single pages")
class ExtractApiTest extends SandboxTest {

    @Test
    @DisplayName("A page is extracted in the call")
    void extraction() {
        JsonNode response = api.json("/article", "url", api.page("magazine/the-hut-book"));
        assertThat(response.path("request").path("api").asText()).isEqualTo("article");
        assertThat(response.path("request").path("pageUrl").asText()).isEqualTo(api.page("magazine/the-hut-book"));
        JsonNode object = response.path("objects").path(0);
        assertThat(object.path("type").asText()).isEqualTo("article");
        assertThat(object.path("author").asText()).isNotBlank();
        assertThat(object.has("links")).isFalse();
    }

    @Test
    @DisplayName("Optional fields are extracted on request")
    void optionalFields() {
        JsonNode object = api.json("/analyze", "url", api.page("about"), "fields", "links,meta").path("objects").path(0);
        assertThat(object.path("links")).isNotEmpty();
        assertThat(object.path("meta").has("og:site_name")).isTrue();
    }

    @Test
    @DisplayName("fallback, maxTags and the field querystring have their effect")
    void otherOptions() {
        String url = api.page("about") + "?a=1&b=x%20y";
        JsonNode object = api.json("/analyze", "url", url, "fallback", "article", "fields", "querystring").path("objects")
                .path(0);
        assertThat(object.path("type").asText()).isEqualTo("article");
        assertThat(object.path("querystring")).hasToString("{\"a\":\"1\",\"b\":\"x y\"}");
        String article = api.page("magazine/the-hut-book");
        assertThat(api.json("/article", "url", article).path("objects").path(0).path("tags").size()).isGreaterThan(1);
        assertThat(api.json("/article", "url", article, "maxTags", "1").path("objects").path(0).path("tags")).hasSize(1);
    }

    @Test
    @DisplayName("The image API returns an object for each image")
    void images() {
        JsonNode objects = api.json("/image", "url", api.page("magazine/the-hut-book")).path("objects");
        assertThat(objects).isNotEmpty().allMatch(image -> image.path("type").asText().equals("image"));
        assertThat(objects.path(0).path("url").asText()).endsWith(".svg");
    }

    @Test
    @DisplayName("A job with the image API has a record for each image")
    void imageJob() {
        try (PageSite site = new PageSite().page("/", "<main><h1>Two</h1><img src='/a.png'><img src='/b.png'></main>")) {
            api.bulk("i", site.url("/"), "apiUrl", "https://api.diffbot.com/v3/image");
            api.awaitStatus("i", 9);
            assertThat(api.records("i")).extracting(r -> r.path("url").asText())
                    .containsExactlyInAnyOrder(site.url("/a.png"), site.url("/b.png"));
            assertThat(api.records("i")).extracting(r -> r.path("id").asLong()).doesNotHaveDuplicates();
            assertThat(sandbox.job("i").toJson().path("pageProcessSuccesses").asInt()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("The mode of analyze selects the API")
    void mode() {
        assertThat(api.json("/analyze", "url", api.page("about"), "mode", "article").path("objects").path(0).path("type")
                .asText()).isEqualTo("article");
    }

    @Test
    @DisplayName("A missing page is an error in the body")
    void missingPage() {
        var response = api.get("/article", "url", api.page("catalogue-2019"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"errorCode\":404,\"error\":\"Could not download page (404)\"}");
    }

    @Test
    @DisplayName("The timeout of a page can be set")
    void timeout() {
        try (SilentServer silent = new SilentServer()) {
            assertThat(api.json("/article", "url", silent.url(), "timeout", "100").path("error").asText())
                    .isEqualTo("Tcp operation timed out");
        }
    }

    @ParameterizedTest
    @DisplayName("A call without a valid URL is an error")
    @ValueSource(strings = { "", "nonsense", "ftp://example.org/" })
    void invalidUrl(String url) {
        assertThat(api.get("/article", "url", url).statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("A discussion has its posts")
    void discussion() {
        String marks = "{\"@type\":\"DiscussionForumPosting\",\"headline\":\"Boots?\",\"text\":\"Which boots?\","
                       + "\"author\":{\"name\":\"Ada\"},\"comment\":[{\"@type\":\"Comment\",\"text\":\"Old ones.\"}]}";
        try (PageSite site
                = new PageSite().page("/", "<script type='application/ld+json'>" + marks + "</script><h1>Boots?</h1>")) {
            JsonNode object = api.json("/analyze", "url", site.url("/")).path("objects").path(0);
            assertThat(object.path("type").asText()).isEqualTo("discussion");
            assertThat(object.path("posts")).hasSize(2);
            assertThat(object.path("posts").path(0).path("author").asText()).isEqualTo("Ada");
        }
    }

    @Test
    @DisplayName("Analyze names type, title and language of the page beside the objects")
    void analyze() {
        JsonNode response = api.json("/analyze", "url", api.page("magazine/the-hut-book"), "fields", "meta");
        assertThat(response.path("type").asText()).isEqualTo("article");
        assertThat(response.path("title")).isEqualTo(response.path("objects").path(0).path("title"));
        assertThat(response.path("humanLanguage").asText()).isEqualTo("en");
        assertThat(response.path("request").path("fields").asText()).isEqualTo("meta");
        assertThat(response.path("objects").path(0).path("diffbotUri").asText()).startsWith("article|3|");
        JsonNode redirected = api.json("/analyze", "url", api.page("old-about"));
        assertThat(redirected.path("request").path("resolvedPageUrl").asText()).isEqualTo(api.page("about"));
    }

    @Test
    @DisplayName("A posted page is extracted, and not fetched")
    void postedPage() {
        URI uri = URI.create(sandbox.baseUrl() + "/article?token=" + sandbox.token() + "&url=" + api.page("about"));
        JsonNode response = Api.parse(Api.send(HttpRequest.newBuilder(uri).header("Content-Type", "text/html; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString("<html><body><h1>Mine</h1><p>My own words</p></body></html>"))
                .build())
                .body());
        assertThat(response.path("objects").path(0).path("title").asText()).isEqualTo("Mine");
        assertThat(response.path("objects").path(0).path("text").asText()).contains("My own words");
    }

    @Test
    @DisplayName("A job with an unknown apiUrl has the error in its URL report, and no records")
    void invalidApi() {
        for (String apiUrl : new String[] {
                "nonsense", "https://api.diffbot.com/v3/artcle", "https://api.diffbot.com/v3/article/" }) {
            api.bulk("bad", api.page("about"), "apiUrl", apiUrl);
            api.awaitStatus("bad", 9);
            assertThat(api.row("bad", api.page("about"))).as(apiUrl).contains("Invalid API");
            assertThat(api.records("bad")).isEmpty();
            api.get("/bulk", "name", "bad", "delete", "1");
        }
        api.bulk("job", api.page("about"), "apiUrl", "https://api.diffbot.com/v3/job");
        api.awaitStatus("job", 9);
        assertThat(api.records("job")).singleElement().matches(job -> job.path("type").asText().equals("job"));
    }
}
