/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Enumeration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A bulk job can have a million URLs")
class LargeBulkTest {

    private static final int URLS = 1_000_000;

    @Test
    @DisplayName("A million URLs are accepted")
    void millionUrls() throws IOException {
        try (DiffbotSandbox sandbox = DiffbotSandbox.builder().discardBeyond(20).start()) {
            String prefix = sandbox.demoSite() + "notes/";
            String head = "token=" + sandbox.token() + "&name=large&urls=";
            try (InputStream form = new SequenceInputStream(chunks(head, prefix))) {
                var response = Api.send(HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/bulk"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> form)).build());
                assertThat(response.statusCode()).isEqualTo(200);
            }
            assertThat(sandbox.job("large").submitted()).isEqualTo(URLS);
            Api api = new Api(sandbox);
            api.awaitStatus("large", 9);
            assertThat(api.pages("large")).hasSize(20).contains(prefix + "0", prefix + "19");
            assertThat(sandbox.requests().get(0).param("urls").length()).isLessThanOrEqualTo(2000);
        }
    }

    @Test
    @DisplayName("Many pages are fetched in parallel")
    void parallelPages() {
        try (DiffbotSandbox sandbox = DiffbotSandbox.start()) {
            Api api = new Api(sandbox);
            StringBuilder urls = new StringBuilder();
            IntStream.range(0, 500).forEach(i -> urls.append(sandbox.demoSite()).append("notes/").append(i).append(' '));
            api.bulk("many", urls.toString());
            api.awaitStatus("many", 9);
            assertThat(api.records("many")).hasSize(500);
        }
    }

    private static Enumeration<InputStream> chunks(String head, String prefix) {
        var bodies = IntStream.range(0, URLS / 1000).mapToObj(chunk -> {
            StringBuilder text = new StringBuilder(chunk == 0 ? head : "");
            for (int i = chunk * 1000; i < (chunk + 1) * 1000; i++) {
                text.append(prefix.replace(":", "%3A").replace("/", "%2F")).append(i).append('+');
            }
            return (InputStream) new ByteArrayInputStream(text.toString().getBytes(US_ASCII));
        }).iterator();
        return new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return bodies.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return bodies.next();
            }
        };
    }
}
