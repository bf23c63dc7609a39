/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.github.cameldiffbot.sandbox.crawl.FetchResult;
import io.github.cameldiffbot.sandbox.crawl.Fetcher;
import io.github.cameldiffbot.sandbox.crawl.Urls;
import io.github.cameldiffbot.sandbox.extract.ExtractOptions;
import io.github.cameldiffbot.sandbox.extract.PageExtractor;
import io.github.cameldiffbot.sandbox.job.ApiException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * The Extract APIs for a single page, {@code /v3/article?url=} and the like. As with the real service, a page that
 * cannot be had is an error in a body that comes with HTTP 200.
 */
final class ExtractHandler {

    static final Set<String> APIS = Set.of("analyze", "article", "product", "image", "discussion", "list", "video", "event");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Fetcher fetcher;

    ExtractHandler(Fetcher fetcher) {
        this.fetcher = fetcher;
    }

    void handle(HttpExchange exchange, ApiRequest request, String api) throws IOException {
        String url = Urls.normalize(request.param("url", ""));
        if (url == null) {
            throw ApiException.of(400, "The url parameter has to be an absolute http(s) URL");
        }
        ExtractOptions options = ExtractOptions.of(api, request.param("fields", ""), request.param("mode", ""),
                request.param("timeout", ""));
        FetchResult page = fetcher.fetch(url, Map.of(), options.timeout());
        if (!page.ok()) {
            throw ApiException.inBody(code(page), page.error());
        }
        if (!page.isHtml()) {
            throw ApiException.inBody(500, "Diffbot could not parse page");
        }
        Document document = Jsoup.parse(new ByteArrayInputStream(page.body()), page.charset(), page.url());
        List<ObjectNode> found = PageExtractor.extract(document, options);
        Answer.json(exchange, 200, json -> {
            json.writeObjectFieldStart("request");
            json.writeStringField("pageUrl", url);
            json.writeStringField("api", api);
            json.writeNumberField("version", 3);
            json.writeEndObject();
            json.writeArrayFieldStart("objects");
            for (ObjectNode members : found) {
                members.put("pageUrl", url);
                if (!page.url().equals(url)) {
                    members.put("resolvedPageUrl", page.url());
                }
                json.writeRawValue(JSON.writeValueAsString(members));
            }
            json.writeEndArray();
        });
    }

    private static int code(FetchResult page) {
        String digits = page.error().replaceAll("\\D", "");
        return digits.length() == 3 ? Integer.parseInt(digits) : 500;
    }
}
