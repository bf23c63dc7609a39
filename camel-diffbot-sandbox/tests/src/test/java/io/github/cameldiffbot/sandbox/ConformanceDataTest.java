/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameldiffbot.sandbox.internal.search.Query;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Third part of the conformance tests: fields of jobs and records, data formats, and searches. */
@DisplayName("Fields, data formats and searches conform to Diffbot")
class ConformanceDataTest extends SandboxTest {

    private static final String INTS
            = "jobCreationTimeUTC jobCompletionTimeUTC sentJobDoneNotification objectsFound urlsHarvested "
              + "pageCrawlAttempts pageCrawlSuccesses pageCrawlSuccessesThisRound pageProcessAttempts "
              + "pageProcessSuccesses pageProcessSuccessesThisRound maxRounds obeyRobots maxHops "
              + "roundsCompleted roundStartTime currentTime currentTimeUTC";
    private static final String TEXTS = "name type apiUrl urlCrawlPattern urlProcessPattern pageProcessPattern urlCrawlRegEx "
                                        + "urlProcessRegEx downloadJson downloadUrls notifyEmail notifyWebhook";
    private static final String NEW
            = "useCanonical useProxies customHeaders seedRecrawlFrequency restrictDomain restrictSubdomain "
              + "maxToCrawlPerSubdomain maxToProcessPerSubdomain";

    /** Page and the members of its record. */
    private static final String[][] MEMBERS = {
            {
                    "magazine/the-hut-book",
                    "col parentUrl pageUrl id type token timestamp title content text html humanLanguage diffbotUri siteName icon "
                                             + "images breadcrumb author authorUrl date tags" },
            {
                    "shop/*",
                    "col parentUrl pageUrl id type token timestamp title content text diffbotUri siteName images offerPrice "
                              + "offerPriceDetails brand sku category availability specs" },
            { "magazine/", "col parentUrl pageUrl id type token timestamp title content items diffbotUri" },
            { "about", "col parentUrl pageUrl id type token timestamp title content text diffbotUri" } };

    private static final String LEGACY
            = "docId parentUrlDocId gburl fromSeedUrl seedUrlHash32 lastCrawlTimeUTC timestamp diffbotUri";

    /** Query and the titles of the matching records. */
    private static final String[][] QUERIES = {
            { "boots", "Boots for rain" }, { "BOOTS rain", "Boots for rain" }, { "boots stove", "" },
            { "boots OR stove", "Boots for rain,A small stove" }, { "\"small stove\"", "A small stove" },
            { "\"stove small\"", "" }, { "title:stove", "A small stove" }, { "title:\"for rain\"", "Boots for rain" },
            { "type:product", "Boots for rain,A small stove" }, { "type:article", "Walking home" },
            { "-type:product", "Walking home" }, { "type:product -title:\"for rain\"", "A small stove" },
            { "type:product AND (boots OR kettle)", "Boots for rain" }, { "-(boots OR stove)", "Walking home" },
            { "images.title:sole", "Boots for rain" }, { "site:shop.example", "Boots for rain,A small stove" },
            { "site:example", "Boots for rain,A small stove,Walking home" }, { "site:op.example", "" },
            { "min:weight:500", "Boots for rain" }, { "max:weight:500", "A small stove" },
            { "min:weight:100 max:weight:300", "A small stove" }, { "min:date:2015-03-01", "Walking home" },
            { "max:date:\"Sun, 01 Mar 2015 00:00:00 GMT\"", "" }, { "min:date:1425168000", "Walking home" },
            { "sortby:weight type:product", "Boots for rain,A small stove" },
            { "revsortby:weight type:product", "A small stove,Boots for rain" },
            { "", "Boots for rain,A small stove,Walking home" } };

    @TestFactory
    @DisplayName("Jobs have all documented fields, with their types")
    Stream<DynamicTest> jobFields() {
        JsonNode crawl = api.crawl("f", api.page("about"), "maxHops", "0").path("jobs").path(0);
        JsonNode bulk = api.bulk("g", api.page("about")).path("jobs").path(0);
        return Stream.of(crawl, bulk).flatMap(job -> Stream.concat(
                Stream.of(INTS.split(" ")).map(f -> dynamicTest(job.path("type").asText() + " " + f,
                        () -> assertThat(job.path(f).isIntegralNumber()).isTrue())),
                Stream.of(TEXTS.split(" ")).map(f -> dynamicTest(job.path("type").asText() + " " + f,
                        () -> assertThat(job.path(f).isTextual()).isTrue()))));
    }

    @TestFactory
    @DisplayName("Jobs in the format of 2015 omit later fields")
    Stream<DynamicTest> legacyJobFields() {
        JsonNode job = api.crawl("f", api.page("about")).path("jobs").path(0);
        JsonNode old;
        try (DiffbotSandbox legacy = DiffbotSandbox.builder().legacy(true).start()) {
            old = new Api(legacy).crawl("f", legacy.demoSite() + "about").path("jobs").path(0);
        }
        return Stream.of(NEW.split(" ")).map(f -> dynamicTest(f, () -> {
            assertThat(job.has(f)).isTrue();
            assertThat(old.has(f)).isFalse();
        }));
    }

    @TestFactory
    @DisplayName("Records have the members of their type")
    Stream<DynamicTest> recordMembers() {
        String product = sandbox.demoPages().stream().map(Object::toString).filter(p -> p.contains("/shop/")).findFirst()
                .orElseThrow();
        return Stream.of(MEMBERS).flatMap(row -> {
            String url = row[0].equals("shop/*") ? product : api.page(row[0]);
            String name = "r" + Integer.toHexString(row[0].hashCode());
            api.bulk(name, url);
            api.awaitStatus(name, 9);
            JsonNode record = api.records(name).get(0);
            return Stream.of(row[1].split(" "))
                    .map(member -> dynamicTest(row[0] + " " + member, () -> assertThat(record.has(member)).isTrue()));
        });
    }

    @TestFactory
    @DisplayName("Records in the format of 2015 have its members")
    Stream<DynamicTest> legacyRecordMembers() {
        try (DiffbotSandbox legacy = DiffbotSandbox.builder().legacy(true).start()) {
            Api old = new Api(legacy);
            old.bulk("r", legacy.demoSite() + "magazine/the-hut-book");
            old.awaitStatus("r", 9);
            JsonNode record = old.records("r").get(0);
            assertThat(record.path("timestamp").asText()).matches("\\w{3}, \\d\\d \\w{3} \\d{4} [\\d:]{8} GMT");
            return Stream.of(LEGACY.split(" "))
                    .map(member -> dynamicTest(member, () -> assertThat(record.has(member)).isTrue()));
        }
    }

    @Test
    @DisplayName("Ids and times have the documented formats")
    void idsAndTimes() {
        api.bulk("r", api.page("about"));
        api.awaitStatus("r", 9);
        JsonNode record = api.records("r").get(0);
        assertThat(record.path("id").asLong()).isGreaterThan(1L << 53);
        assertThat(record.path("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}Z");
        assertThat(record.path("token").asText()).isEqualTo(sandbox.token());
        assertThat(record.path("col").asText()).isEqualTo("r");
        assertThat(record.path("diffbotUri").asText()).matches("\\w+\\|3\\|-?\\d+");
    }

    @TestFactory
    @DisplayName("Data is available in all formats")
    Stream<DynamicTest> dataFormats() {
        sandbox.generate("d", 5, 500);
        return Stream.of(new String[][] {
                { "format=json", "[{", "5" }, { "format=csv", "type,title,", "" }, { "type=urls", "Url,Doc ID,", "" },
                { "num=2", "[{", "2" }, { "type=urls&num=1", "Url,", "" }, { "format=csv&type=urls", "Url,", "" } })
                .map(row -> dynamicTest(row[0], () -> {
                    String[] params = Stream.concat(Stream.of("name", "d"), Stream.of(row[0].split("[&=]")))
                            .toArray(String[]::new);
                    String body = api.get("/bulk/data", params).body();
                    assertThat(body).startsWith(row[1]);
                    if (!row[2].isEmpty()) {
                        assertThat(Api.parse(body)).hasSize(Integer.parseInt(row[2]));
                    }
                }));
    }

    @TestFactory
    @DisplayName("Each kind of query finds the expected records")
    Stream<DynamicTest> queries() {
        sandbox.finished("search", List.of(
                "{\"type\":\"article\",\"title\":\"Walking home\",\"pageUrl\":\"http://news.example/1\",\"date\":\"Wed, 20 May 2015 08:00:50 GMT\"}",
                "{\"type\":\"product\",\"title\":\"A small stove\",\"pageUrl\":\"http://shop.example/2\",\"weight\":200}",
                "{\"type\":\"product\",\"title\":\"Boots for rain\",\"pageUrl\":\"http://www.shop.example/3\",\"weight\":900,"
                                                                                                                           + "\"images\":[{\"title\":\"The sole\"}]}")
                .iterator());
        return Stream.of(QUERIES).map(row -> dynamicTest(row[0].isEmpty() ? "nothing" : row[0], () -> {
            JsonNode response = api.json("/search", "col", "search", "query", row[0], "num", "all");
            assertThat(response.path("objects").findValuesAsText("title").stream().filter(t -> !t.equals("The sole")))
                    .containsExactly(row[1].isEmpty() ? new String[0] : row[1].split(","));
            assertThat(response.path("hits").asInt()).isEqualTo(row[1].isEmpty() ? 0 : row[1].split(",").length);
        }));
    }

    @Test
    @DisplayName("Search results are paged")
    void searchPages() {
        sandbox.generate("many", 45, 500);
        assertThat(api.json("/search", "col", "many", "query", "").path("objects")).hasSize(20);
        assertThat(api.json("/search", "col", "many", "query", "", "start", "40").path("objects")).hasSize(5);
        assertThat(api.json("/search", "col", "many", "query", "", "num", "all").path("objects")).hasSize(45);
        JsonNode response = api.json("/search", "query", "generated", "num", "1");
        assertThat(response.path("request").path("col").isNull()).isTrue();
        for (String member : List.of("request", "currentTimeUTC", "responseTimeMS", "numResultsOmitted", "numShardsSkipped",
                "totalShards", "docsInCollection", "hits", "queryInfo", "objects")) {
            assertThat(response.has(member)).as(member).isTrue();
        }
    }

    @Test
    @DisplayName("Download links have the host of the request, can be asked with HEAD, and work with a token that has a dash")
    void downloadLinks() {
        try (DiffbotSandbox dashed = DiffbotSandbox.builder().token("my-token-1").start()) {
            dashed.generate("a-job", 3, 500);
            URI list = URI.create("http://localhost:" + dashed.port() + "/v3/bulk?token=my-token-1");
            String link = Api.parse(Api.send(HttpRequest.newBuilder(list).build()).body()).path("jobs").path(0)
                    .path("downloadJson").asText();
            assertThat(link).isEqualTo("http://localhost:" + dashed.port() + "/v3/bulk/download/my-token-1-a-job_data.json");
            assertThat(Api.parse(Api.send(HttpRequest.newBuilder(URI.create(link)).build()).body())).hasSize(3);
            HttpResponse<String> head = Api.send(
                    HttpRequest.newBuilder(URI.create(link)).method("HEAD", HttpRequest.BodyPublishers.noBody()).build());
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
        }
    }
}
