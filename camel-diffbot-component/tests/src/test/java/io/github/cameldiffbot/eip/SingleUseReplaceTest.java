/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotCreditLimitException;
import io.github.cameldiffbot.sandbox.Fault;
import io.github.cameldiffbot.sandbox.model.RecordedRequest;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("onExisting=replace deletes no job for URLs that can be read only once and turn out not to be usable")
@FaultCase("K1")
class SingleUseReplaceTest extends SubmissionTestSupport {

    private static final int COUNT = 5;
    private static final String REPLACE = "diffbot:bulk/job?onExisting=replace";

    @BeforeEach
    void existing() throws Exception {
        send("diffbot:bulk/job", page());
        sandbox().clearFaults();
    }

    private static Object source(String kind) {
        String text = String.join("\n", pages(COUNT));
        return switch (kind) {
            case "Iterator" -> pages(COUNT).iterator();
            case "Stream" -> pages(COUNT).stream();
            case "Reader" -> new StringReader(text);
            default -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        };
    }

    private static List<RecordedRequest> posts() {
        return sandbox().requests(request -> request.method().equals("POST"));
    }

    private static void assertKept(Exchange exchange, Class<? extends Throwable> type) {
        assertThat(exchange.getException()).isInstanceOf(type);
        assertThat(deletions()).isZero();
        assertThat(posts()).hasSize(1);
        assertThat(sandbox().job("job")).isNotNull();
    }

    @Test
    @DisplayName("A bad URL behind the first one is an error, and the job stays")
    void badUrl() throws Exception {
        List<String> urls = List.of(page(), page(), "no URL");

        assertKept(send(REPLACE, urls.iterator()), IllegalArgumentException.class);
        assertKept(send(REPLACE, List.of("no URL").iterator()), IllegalArgumentException.class);
        assertKept(send(REPLACE + "&onBadUrl=skip", List.of("no URL").iterator()), IllegalArgumentException.class);
    }

    @Test
    @DisplayName("A source that fails in the middle is an error, and the job stays")
    void breaking() throws Exception {
        InputStream cut = new InputStream() {
            private final byte[] text = (page() + "\n").getBytes(StandardCharsets.UTF_8);
            private int next;

            @Override
            public int read() throws IOException {
                if (next == text.length) {
                    throw new IOException("The file server is away");
                }
                return text[next++];
            }
        };
        Stream<String> failing = Stream.of(page(), page()).peek(url -> {
            throw new UncheckedIOException(new IOException("The cursor broke"));
        });

        assertKept(send(REPLACE, cut), IllegalArgumentException.class);
        assertKept(send(REPLACE, failing), UncheckedIOException.class);
    }

    @Test
    @DisplayName("More URLs than maxCredits and maxUrls allow are an error, and the job stays")
    void limits() throws Exception {
        assertKept(send(REPLACE + "&maxCredits=3", source("Iterator")), DiffbotCreditLimitException.class);
        assertKept(send(REPLACE + "&maxUrls=3", source("Reader")), IllegalArgumentException.class);
    }

    @Test
    @DisplayName("Behind the end of the exchange the same source is used up, and the job stays")
    void nextExchange() throws Exception {
        Iterable<String> urls = () -> pages(COUNT).iterator();
        assertThat(send(REPLACE, urls).getException()).isNull();

        Exchange next = send(REPLACE, urls);

        assertThat(next.getException()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("only once");
        assertThat(posts()).hasSize(2);
        assertThat(deletions()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({ "Iterator, false", "Stream, false", "Reader, false", "InputStream, false", "InputStream, true" })
    @DisplayName("A redelivery after the old job was deleted submits all URLs")
    void redelivered(String kind, String cached) throws Exception {
        sandbox().fail(Fault.on("/v3/bulk").method("POST").status(400).body("{\"errorCode\":400,\"error\":\"no\"}").times(2));
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:in").streamCache(cached).to(REPLACE);
            }
        });

        assertThat(send("direct:in", source(kind)).getException()).isNull();

        assertThat(deletions()).isEqualTo(1);
        assertThat(posts()).hasSize(4);
        assertThat(posts().subList(1, 4)).allSatisfy(request -> assertThat(request.param("urls").split(" "))
                .containsExactlyElementsOf(pages(COUNT)));
    }
}
