/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Sends the sequences of requests that clients in other languages send, each in its own encoding. */
@DisplayName("Requests of clients in other languages are answered")
class ClientSequencesTest extends SandboxTest {

    private static final String ANALYZE = "https://api.diffbot.com/v3/analyze?mode=auto&fields=meta,links";

    @Test
    @DisplayName("The Python client sends everything by GET, also the creation, with lists of headers in one value")
    void python() {
        JsonNode created = get("/crawl?token=%s&name=py-job&seeds=%s&maxHops=1&maxToCrawl=5&obeyRobots=0&customHeaders=%s",
                sandbox.token(), encoded(api.page("magazine/")), encoded("Cookie: a=b\nUser-Agent: x"));
        assertThat(created.path("response").asText()).isEqualTo("Successfully added urls for spidering.");
        assertThat(created.path("jobs").path(0).path("name").asText()).isEqualTo("py-job");
        api.awaitStatus("py-job", 2);
        JsonNode listed = get("/crawl?token=%s", sandbox.token()).path("jobs");
        assertThat(listed).extracting(job -> job.path("jobStatus").path("status").asInt()).containsExactly(2);
        String report = text("GET", "/crawl/data?token=%s&name=py-job&type=urls".formatted(sandbox.token()), null, null).body();
        assertThat(report.lines().findFirst().orElse("")).contains("Url", "Crawled Time", "Crawl Status");
        assertThat(report.lines()).hasSizeBetween(2, 6);
        assertThat(get("/crawl?token=%s&name=py-job&delete=1", sandbox.token())).hasToString(
                "{\"response\":\"Successfully deleted job.\"}");
        HttpResponse<String> wrong = text("GET", "/crawl?token=wrong&seeds=" + encoded(api.page("")), null, null);
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(Api.parse(wrong.body()).path("error").asText()).isEqualTo("Not authorized API token.");
    }

    @Test
    @DisplayName("The Node client sends POST with all in the query and an empty body")
    void node() {
        JsonNode created = post("/crawl?token=%s&name=node&seeds=%s&apiUrl=%s&maxHops=0&notifyEmail=", null, "",
                sandbox.token(), encoded(api.page("about") + " " + api.page("shop/")), encoded(ANALYZE));
        assertThat(created.path("jobs").path(0).path("seeds").asText())
                .isEqualTo(api.page("about") + " " + api.page("shop/"));
        assertThat(created.path("jobs").path(0).path("apiUrl").asText()).isEqualTo(ANALYZE);
        api.awaitStatus("node", 9);
        for (String control : List.of("pause=1", "pause=0", "restart=1")) {
            assertThat(post("/crawl?token=%s&name=node&%s", null, "", sandbox.token(), control).path("jobs")).hasSize(1);
        }
        api.awaitStatus("node", 9);
        assertThat(get("/crawl/data?token=%s&name=node&format=json&num=1", sandbox.token())).hasSize(1);
        String csv
                = text("GET", "/crawl/data?token=%s&name=node&format=csv&num=1".formatted(sandbox.token()), null, null).body();
        assertThat(csv).startsWith("type,title,").containsOnlyOnce("|3|");
        assertThat(get("/search?token=%s&col=node&query=%s", sandbox.token(), encoded("type:list")).path("objects"))
                .isNotEmpty();
        assertThat(post("/crawl?token=%s&name=node&delete=1", null, "", sandbox.token()).path("response").asText())
                .isEqualTo("Successfully deleted job.");
    }

    @Test
    @DisplayName("The PHP client sends a form with a charset, and apiUrl with every control")
    void php() {
        String type = "application/x-www-form-urlencoded; charset=utf-8";
        String job = "token=" + sandbox.token() + "&name=php&apiUrl=" + encoded(ANALYZE);
        JsonNode created = post("/crawl", type, job + "&seeds=" + encoded(api.page("about")) + "+" + encoded(api.page("shop/"))
                                                + "&maxHops=0&urlProcessPattern=" + encoded("/about||/shop"));
        assertThat(created.path("jobs").path(0).path("urlProcessPattern").asText()).isEqualTo("/about||/shop");
        api.awaitStatus("php", 9);
        assertThat(post("/crawl", type, job + "&pause=1").path("jobs").path(0).path("jobStatus").path("status").asInt())
                .isEqualTo(6);
        assertThat(post("/crawl", type, job + "&pause=0").path("jobs").path(0).path("apiUrl").asText()).isEqualTo(ANALYZE);
        assertThat(post("/crawl", type, job + "&roundStart=1").path("jobs")).hasSize(1);
        api.awaitStatus("php", 9);
        JsonNode details = post("/crawl", type, "token=" + sandbox.token() + "&name=php").path("jobs").path(0);
        assertThat(Api.parse(download(details.path("downloadJson").asText()))).hasSize(2);
        assertThat(download(details.path("downloadJson").asText().replace("_data.json", "_data.csv"))).startsWith("type,");
        assertThat(download(details.path("downloadUrls").asText() + "?num=1").lines()).hasSize(2);
        assertThat(get("/search?token=%s&query=%s&num=all", sandbox.token(), encoded("type:list")).path("request").path("num")
                .asText())
                .isEqualTo("all");
        JsonNode posted = post("/article?token=%s&url=%s&fields=meta", "text/html",
                "<html><title>Mine</title><body><p>My own words</p></body></html>", sandbox.token(),
                encoded(api.page("about")));
        assertThat(posted.path("objects").path(0).path("title").asText()).isEqualTo("Mine");
    }

    @Test
    @DisplayName("The Ruby clients send bulk by GET with URLs between spaces, and an update without apiUrl")
    void ruby() {
        JsonNode created = get("/bulk?token=%s&name=ruby&urls=%s&apiUrl=%s", sandbox.token(),
                encoded(api.page("about")) + "%20" + encoded(api.page("shop/")), encoded("https://api.diffbot.com/v3/article"));
        assertThat(created.path("jobs").path(0).path("type").asText()).isEqualTo("bulk");
        api.awaitStatus("ruby", 9);
        assertThat(get("/bulk?token=%s&name=ruby&repeat=7&maxRounds=2", sandbox.token()).path("jobs").path(0).path("repeat")
                .asInt())
                .isEqualTo(7);
        List<String> types = Stream.of("bulk", "crawl")
                .map(path -> get("/" + path + "?token=%s", sandbox.token()).path("jobs").path(0).path("type").asText())
                .toList();
        assertThat(types).containsOnly("bulk");
        assertThat(get("/bulk/data?token=%s&name=ruby&format=json", sandbox.token())).hasSize(2);
        try (DiffbotSandbox legacy = DiffbotSandbox.builder().legacy(true).start()) {
            legacy.generate("old", 1, 100);
            Api.send(HttpRequest.newBuilder(URI.create(legacy.baseUrl() + "/bulk"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("token=" + legacy.token() + "&name=old&delete=0")).build());
            assertThat(legacy.job("old")).as("delete=0 deletes, as in the engine that this client relies on").isNull();
        }
    }

    @Test
    @DisplayName("The tool of MCP servers sends start, status, urls, results, list and delete")
    void mcp() {
        JsonNode started
                = get("/crawl?token=%s&name=crawl-1764250000&seeds=%s&apiUrl=%s&maxHops=2&maxToCrawl=100&maxToProcess=100"
                      + "&restrictDomain=1&obeyRobots=0&useProxies=0&crawlDelay=0",
                        sandbox.token(), encoded(api.page("shop/")), encoded("https://api.diffbot.com/v3/analyze?mode=llm"));
        assertThat(started.has("jobs")).isTrue();
        api.awaitStatus("crawl-1764250000", 9);
        JsonNode job = get("/crawl?token=%s&name=crawl-1764250000", sandbox.token()).path("jobs").path(0);
        assertThat(job.path("pageCrawlSuccesses").asInt()).isPositive();
        assertThat(job.path("objectsFound").asInt()).isPositive();
        JsonNode results = get("/crawl/data?token=%s&name=crawl-1764250000&format=json", sandbox.token());
        assertThat(results.isArray()).isTrue();
        assertThat(results).allSatisfy(page -> assertThat(page.path("content").asText()).isNotBlank());
        JsonNode page = get("/analyze?token=%s&url=%s&mode=llm", sandbox.token(), encoded(api.page("magazine/the-hut-book")));
        assertThat(page.path("objects").path(0).path("content").asText()).startsWith("# ");
        URI account = URI.create("http://127.0.0.1:" + sandbox.port() + "/v4/account?token=" + sandbox.token() + "&days=3");
        assertThat(Api.parse(Api.send(HttpRequest.newBuilder(account).build()).body()).path("usage")).isNotEmpty();
    }

    @Test
    @DisplayName("A client can name api.diffbot.com and have the sandbox as its proxy")
    void proxy() throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", sandbox.port()))).build();
        String base = "http://api.diffbot.com/v3/bulk";
        String query = "?token=" + sandbox.token() + "&name=proxied&urls=" + encoded(api.page("about"));
        JsonNode job = Api.parse(client.send(HttpRequest.newBuilder(URI.create(base + query)).build(),
                HttpResponse.BodyHandlers.ofString()).body()).path("jobs").path(0);
        assertThat(job.path("downloadJson").asText()).startsWith(base + "/download/");
        api.awaitStatus("proxied", 9);
        String records = client.send(HttpRequest.newBuilder(URI.create(job.path("downloadJson").asText())).build(),
                HttpResponse.BodyHandlers.ofString()).body();
        assertThat(Api.parse(records)).hasSize(1);
    }

    @Test
    @DisplayName("A client that asks its proxy for a tunnel, as for https, gets an error")
    void tunnel() throws IOException {
        assertThat(raw("CONNECT api.diffbot.com:443 HTTP/1.1\r\nHost: api.diffbot.com:443\r\n\r\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    @DisplayName("HEAD shows the headers of GET, and OPTIONS the allowed methods")
    void headAndOptions() throws IOException {
        String head
                = raw("HEAD /v3/bulk?token=" + sandbox.token() + " HTTP/1.1\r\nHost: LOCALHOST\r\nConnection: close\r\n\r\n");
        String get = raw("GET /v3/bulk?token=" + sandbox.token() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(head).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n");
        String length = get.lines().filter(line -> line.startsWith("Content-length")).findFirst().orElseThrow();
        assertThat(length).isNotEqualTo("Content-length: 0");
        assertThat(head.lines()).contains(length);
        String options = raw("OPTIONS /v3/bulk?token=" + sandbox.token()
                             + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(options).contains("Allow: GET, HEAD, POST\r\n");
    }

    private JsonNode get(String path, Object... values) {
        return Api.parse(text("GET", path.formatted(values), null, null).body());
    }

    private JsonNode post(String path, String type, String body, Object... values) {
        return Api.parse(text("POST", path.formatted(values), type, body).body());
    }

    private HttpResponse<String> text(String method, String path, String type, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path)).method(method,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        return Api.send(request.build());
    }

    private static String download(String link) {
        return Api.send(HttpRequest.newBuilder(URI.create(link)).build()).body();
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", sandbox.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
