/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.github.cameldiffbot.sandbox.internal.extract.ExtractOptions;
import io.github.cameldiffbot.sandbox.internal.extract.PageExtractor;
import io.github.cameldiffbot.sandbox.internal.extract.PageParser;
import io.github.cameldiffbot.sandbox.internal.fetch.FetchResult;
import io.github.cameldiffbot.sandbox.internal.fetch.Fetcher;
import io.github.cameldiffbot.sandbox.internal.url.Urls;
import org.jsoup.nodes.Document;

/**
 * Handles calls of the Extract APIs for a single page, such as {@code /v3/article?url=}. The error of a page that
 * cannot be fetched has HTTP status 200, as with Diffbot.
 */
final class ExtractHandler {

    private static final int MAX_PAGE = 8 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Fetcher fetcher;
    private final Credits credits;

    ExtractHandler(Fetcher fetcher, Credits credits) {
        this.fetcher = fetcher;
        this.credits = credits;
    }

    void handle(HttpExchange exchange, ParsedRequest request, String token, String api) throws IOException {
        String url = Urls.normalize(request.param("url", ""));
        if (url == null) {
            throw ApiException.of(400, "The parameter url must be an absolute http(s) URL");
        }
        credits.check(token);
        ExtractOptions options = ExtractOptions.of(api, name -> request.param(name, ""));
        FetchResult page = ParsedRequest.hasPage(exchange)
                ? FetchResult.page(url, 0, exchange.getRequestHeaders().getFirst("Content-Type"),
                        exchange.getRequestBody().readNBytes(MAX_PAGE))
                : fetcher.fetch(url, Map.of(), options.timeout());
        if (!page.ok()) {
            throw ApiException.inBody(code(page), page.error());
        }
        if (!page.isHtml()) {
            throw ApiException.inBody(500, "Diffbot could not parse page");
        }
        Document document = PageParser.parse(page.body(), page.charset(), page.url());
        List<ObjectNode> objects = PageExtractor.extract(document, options);
        credits.charge(token);
        Responses.json(exchange, 200, json -> {
            json.writeObjectFieldStart("request");
            json.writeStringField("pageUrl", url);
            json.writeStringField("api", api);
            if (!page.url().equals(url)) {
                json.writeStringField("resolvedPageUrl", page.url());
            }
            if (request.param("fields") != null) {
                json.writeStringField("fields", request.param("fields"));
            }
            json.writeNumberField("version", 3);
            json.writeEndObject();
            if (api.equals("analyze") && !objects.isEmpty()) {
                for (String name : List.of("type", "title", "humanLanguage")) {
                    if (objects.get(0).has(name)) {
                        json.writeStringField(name, objects.get(0).path(name).asText());
                    }
                }
            }
            json.writeArrayFieldStart("objects");
            for (ObjectNode members : objects) {
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
