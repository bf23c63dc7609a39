/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.converter.stream.ReaderCache;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@DisplayName("URLs are read from bodies of many types")
class UrlBodiesTest extends DiffbotTestSupport {

    private static final String TEXT = " https://a.example\n\thttps://b.example\r\n";
    private static final String WIRE = "&urls=https%3A%2F%2Fa.example%20https%3A%2F%2Fb.example";
    private static final List<String> LIST = List.of("https://a.example", "https://b.example");

    @TempDir
    private Path directory;

    @BeforeEach
    void response() {
        onGet("/bulk?name=shop", noSuchJob());
        onPost("/bulk", json(WireJob.bulk("shop").created()));
    }

    static Stream<Arguments> bodies() {
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                arguments("String", TEXT), arguments("StringBuilder", new StringBuilder(TEXT)), arguments("bytes", bytes),
                arguments("array", LIST.toArray()), arguments("array of strings", LIST.toArray(String[]::new)),
                arguments("List", LIST), arguments("Set", Set.of("https://a.example")),
                arguments("Iterator", LIST.iterator()), arguments("Stream", LIST.stream()),
                arguments("InputStream", new ByteArrayInputStream(bytes)), arguments("Reader", new StringReader(TEXT)),
                arguments("stream cache", new InputStreamCache(bytes)),
                arguments("reader cache", new ReaderCache(TEXT)), arguments("Map", Map.of("urls", LIST)),
                arguments("Map with text", Map.of("urls", TEXT)),
                arguments("settings object", new DiffbotJobSettings().urls(LIST.stream())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    @DisplayName("URLs are read from each type of body")
    void areRead(String kind, Object body) {
        job(call("diffbot:bulk/shop", body));

        assertThat(posted()).endsWith(kind.equals("Set") ? "&urls=https%3A%2F%2Fa.example" : WIRE);
    }

    @Test
    @DisplayName("URLs are read from a Path and a File")
    void aPathAndAFileAreRead() throws IOException {
        Path file = Files.writeString(directory.resolve("urls.txt"), TEXT);

        job(call("diffbot:bulk/shop", file));
        assertThat(posted()).endsWith(WIRE);

        DIFFBOT.resetRequests();
        job(call("diffbot:bulk/shop", file.toFile()));
        assertThat(posted()).endsWith(WIRE);
    }

    @Test
    @DisplayName("URLs are read from the file of a file route")
    void theFileOfAFileRouteIsRead() throws Exception {
        MockEndpoint done = getMockEndpoint("mock:done");
        done.expectedMessageCount(1);
        Files.writeString(directory.resolve("urls.txt"), TEXT);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + directory + "?initialDelay=0&delay=100").to("diffbot:bulk/shop").to("mock:done");
            }
        });

        done.assertIsSatisfied();

        assertThat(done.getExchanges().get(0).getMessage().getBody()).isInstanceOf(Job.class);
        assertThat(posted()).endsWith(WIRE);
    }

    @Test
    @DisplayName("A stream is closed after it was read")
    void aStreamIsClosedWhenItIsRead() {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream stream = new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        job(call("diffbot:bulk/shop", stream));

        assertThat(closed).isTrue();
    }

    @Test
    @DisplayName("With onBadUrl=skip bad URLs are not submitted")
    void badOnesCanBeLeftOut() {
        job(call("diffbot:bulk/shop?onBadUrl=skip", "ftp://x https://a.example mailto:a@b https://b.example"));

        assertThat(posted()).endsWith(WIRE);
    }

    @Test
    @DisplayName("A bad URL is named with its position, and nothing is submitted")
    void aBadOneIsNamedWithItsPlace() {
        Exchange exchange = call("diffbot:bulk/shop", "https://a.example ftp://x https://b.example");

        assertThat(exchange.getException()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("URL 2").hasMessageContaining("ftp://x");
        assertThat(requests()).noneMatch(request -> request.startsWith("POST"));
    }
}
