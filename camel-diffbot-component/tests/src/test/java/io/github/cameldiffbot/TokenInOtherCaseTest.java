/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Diffbot can change the letter case of the token: it is masked in each body of results.
 */
@DisplayName("A token in another letter case is masked in each body of results")
class TokenInOtherCaseTest extends DiffbotTestSupport {

    private static final String MASKED = "x".repeat(TOKEN.length());
    private static final String MIXED = TOKEN.replace('a', 'A').replace('f', 'F');

    private static final String FILE = "&localWorkDirectory=";

    @TempDir
    Path directory;

    private final List<String> bodies = new ArrayList<>();

    static Stream<String> kinds() {
        List<String> kinds = new ArrayList<>();
        for (String file : List.of("", FILE)) {
            for (String raw : List.of("", "&raw=true")) {
                kinds.add("operation=data" + raw + file);
                kinds.add("operation=data&format=csv" + raw + file);
                kinds.add("operation=urlReport" + raw + file);
                kinds.add("operation=await&fetch=data" + raw + file);
            }
        }
        kinds.add("operation=search&query=x");
        return kinds.stream();
    }

    @BeforeEach
    void stub() {
        for (String token : List.of(TOKEN, TOKEN.toUpperCase(Locale.ROOT))) {
            String auth = "token=" + token;
            String upper = TOKEN.toUpperCase(Locale.ROOT);
            String json = "[{\"id\":1,\"u\":\"?token=" + TOKEN + "\",\"v\":\"" + upper + "\",\"w\":\"" + MIXED + "\"}]";
            String table = "Url,Crawl Status\nhttps://a.example/?token=" + TOKEN + "," + upper + MIXED + "\n";
            on("/bulk?" + auth + "&name=shop", WireJob.bulk("shop").status(9).response());
            on("/bulk/data?" + auth + "&name=shop&format=json", json);
            on("/bulk/data?" + auth + "&name=shop&format=csv", table);
            on("/bulk/data?" + auth + "&name=shop&type=urls", table);
            on("/search?" + auth + "&col=shop&query=x&start=0&num=100", "{\"hits\":1,\"objects\":" + json + "}");
        }
    }

    private static void on(String url, String response) {
        DIFFBOT.stubFor(get(urlEqualTo("/v3" + url)).willReturn(json(response)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("No body contains the token in any letter case")
    void isMasked(String kind) throws Exception {
        for (String token : List.of(TOKEN, TOKEN.toUpperCase(Locale.ROOT))) {
            String uri = "diffbot:bulk/shop?" + kind.replace(FILE, FILE + directory) + "&token=" + token;
            show(uri, "direct:" + token);
        }

        assertThat(bodies).hasSize(2).allSatisfy(
                body -> assertThat(body).doesNotContainIgnoringCase(TOKEN).contains("token=" + MASKED));
    }

    private void show(String uri, String from) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).to(uri).process(exchange -> bodies.add(text(exchange)));
            }
        });
        assertThat(call(from, null).getException()).isNull();
    }

    private static String text(Exchange exchange) throws Exception {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Iterator<?> results) {
            StringBuilder all = new StringBuilder();
            results.forEachRemaining(all::append);
            return all.toString();
        }
        return body instanceof File file
                ? Files.readString(file.toPath())
                : new String(exchange.getMessage().getMandatoryBody(byte[].class), StandardCharsets.UTF_8);
    }
}
