/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.awaitility.Awaitility.await;

/** A plain HTTP client of the API. */
final class Api {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final DiffbotSandbox sandbox;

    Api(DiffbotSandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** Sends a GET request to a path below the base URL, with the token and pairs of names and values. */
    HttpResponse<String> get(String path, String... params) {
        return send(HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path + "?" + form(params))).build());
    }

    HttpResponse<String> post(String path, String... params) {
        return send(HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(params))).build());
    }

    JsonNode json(String path, String... params) {
        return parse(get(path, params).body());
    }

    /** Returns the first job of a response. */
    JsonNode job(String path, String... params) {
        return json(path, params).path("jobs").path(0);
    }

    JsonNode bulk(String name, String urls, String... params) {
        return create("/bulk", name, "urls", urls, params);
    }

    JsonNode crawl(String name, String seeds, String... params) {
        return create("/crawl", name, "seeds", seeds, params);
    }

    List<JsonNode> records(String name) {
        List<JsonNode> records = new ArrayList<>();
        parse(get("/bulk/data", "name", name).body()).forEach(records::add);
        return records;
    }

    List<String> pages(String name) {
        return records(name).stream().map(r -> r.path("pageUrl").asText()).toList();
    }

    /** Returns the row of a URL in the report, or an empty string. */
    String row(String name, String url) {
        return get("/bulk/data", "name", name, "type", "urls").body().lines()
                .filter(line -> line.startsWith('"' + url + '"')).findFirst().orElse("");
    }

    void awaitStatus(String name, int status) {
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(10))
                .until(() -> sandbox.job(name).status() == status);
    }

    /** Returns the URL of a page of the demo site. */
    String page(String path) {
        return sandbox.demoSite() + path;
    }

    static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode create(String path, String name, String urlParam, String urls, String... params) {
        List<String> all = new ArrayList<>(List.of("name", name, urlParam, urls));
        all.addAll(List.of(params));
        return parse(post(path, all.toArray(String[]::new)).body());
    }

    private String form(String... params) {
        StringBuilder form = new StringBuilder();
        if (!List.of(params).contains("token")) {
            form.append("token=").append(sandbox.token());
        }
        for (int i = 0; i < params.length; i += 2) {
            form.append(form.length() == 0 ? "" : "&").append(params[i]).append('=')
                    .append(URLEncoder.encode(params[i + 1], StandardCharsets.UTF_8));
        }
        return form.toString();
    }
}
