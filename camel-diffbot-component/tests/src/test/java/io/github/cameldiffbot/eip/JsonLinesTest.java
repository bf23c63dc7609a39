/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.cameldiffbot.error.DiffbotBadRecordException;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Records become lines of text, one by one and as a whole")
class JsonLinesTest extends ResultsTestSupport {

    private static final String LINES = "?operation=data&format=jsonl";
    private static final List<String> ALL = List.of(line(0), line(1), line(2));

    private final List<Object> attempts = new CopyOnWriteArrayList<>();

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().logExhausted(false).logStackTrace(false));
                from("direct:split").toD("${header.uri}").split(body()).streaming().to("mock:line");
                from("direct:redelivered").errorHandler(
                        deadLetterChannel("mock:dead").maximumRedeliveries(2).redeliveryDelay(0).logExhausted(false))
                        .toD("${header.uri}").split(body()).streaming().process(exchange -> {
                            attempts.add(exchange.getMessage().getBody());
                            throw new IllegalStateException("no sink");
                        });
                from("direct:file").toD("${header.uri}")
                        .to("file:" + directory.resolve("sink") + "?fileName=${header.name}&fileExist=Append");
                from("direct:text").toD("${header.uri}").convertBodyTo(String.class);
                from("direct:stream").toD("${header.uri}").process(exchange -> {
                    try (InputStream in = exchange.getMessage().getBody(InputStream.class)) {
                        exchange.getMessage().setBody(new String(in.readAllBytes()));
                    }
                });
            }
        };
    }

    private static String line(int id) {
        return "{\"id\":" + id + ",\"type\":\"article\",\"title\":\"T" + id + "\"}";
    }

    private Exchange sendNamed(String route, String uri, Object name) throws Exception {
        return template.asyncSend("direct:" + route, exchange -> {
            exchange.getMessage().setHeader("uri", uri);
            exchange.getMessage().setHeader("name", name);
        }).get();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "&localWorkDirectory={{work}}", "&unique=true", "&onBadRecord=skip", "&incremental=true" })
    @DisplayName("A split receives each record as a line, whatever else is set")
    void split(String options) throws Exception {
        mock("line").expectedBodiesReceived(ALL);

        assertThat(send("split", "diffbot:bulk/good" + LINES + options).getException()).isNull();

        mock("line").assertIsSatisfied();
        assertNothingIsOpen();
    }

    @ParameterizedTest
    @ValueSource(strings = { "text", "stream" })
    @DisplayName("The whole body is a line of text per record, each with its line break")
    void whole(String route) throws Exception {
        Exchange exchange = send(route, "diffbot:bulk/good" + LINES);

        assertThat(exchange.getMessage().getBody()).isEqualTo(String.join("\n", ALL) + "\n");
        assertThat(exchange.getMessage().getHeader("CamelDiffbotRecordsReceived")).isEqualTo(3L);
        assertNothingIsOpen();
    }

    @Test
    @DisplayName("The whole body of groups is the same text")
    void wholeOfGroups() throws Exception {
        assertThat(send("text", "diffbot:bulk/good" + LINES + "&groupSize=2").getMessage().getBody())
                .isEqualTo(String.join("\n", ALL) + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "&groupSize=2" })
    @DisplayName("Line breaks of pretty-printed records become blanks, also in a stream")
    void prettyPrinted(String options) throws Exception {
        assertThat(send("stream", "diffbot:bulk/pretty" + LINES + options).getMessage().getBody())
                .isEqualTo((String.join("\n", ALL) + "\n").replace(",", ",  \t"));
    }

    @Test
    @DisplayName("No records are an empty text")
    void empty() throws Exception {
        assertThat(send("text", "diffbot:bulk/empty" + LINES).getMessage().getBody()).isEqualTo("");
    }

    @Test
    @DisplayName("An incremental read appends the new records to the lines of the file")
    void append() throws Exception {
        context.getRegistry().bind("positions", new MemoryStateRepository());
        Path file = directory.resolve("sink/all.jsonl");
        String uri = "diffbot:bulk/good" + LINES + "&unique=true";

        sendNamed("file", uri, "all.jsonl");
        sendNamed("file", uri, "all.jsonl");

        assertThat(Files.readAllLines(file)).hasSize(6).startsWith(line(0), line(1)).endsWith(line(2));
    }

    @ParameterizedTest
    @ValueSource(strings = { "text", "stream", "split" })
    @DisplayName("Truncated data is an error, and no complete text")
    void truncated(String route) throws Exception {
        Exchange exchange = send(route, "diffbot:bulk/cut" + LINES);

        assertThat(exchange.getException()).hasStackTraceContaining(DiffbotTruncatedDataException.class.getName());
        assertNothingIsOpen();
    }

    @Test
    @DisplayName("A bad record fails the read, or is skipped")
    void badRecord() throws Exception {
        assertThat(send("text", "diffbot:bulk/bad" + LINES).getException()).rootCause()
                .isInstanceOf(DiffbotBadRecordException.class);
        assertThat(send("text", "diffbot:bulk/bad" + LINES + "&onBadRecord=skip").getMessage().getBody())
                .isEqualTo(line(0) + "\n" + line(2) + "\n");
    }

    @Test
    @DisplayName("A step behind the split is redelivered with its line, which then is the dead letter")
    void redelivery() throws Exception {
        mock("dead").expectedBodiesReceived(ALL);

        send("redelivered", "diffbot:bulk/good" + LINES);

        mock("dead").assertIsSatisfied();
        assertThat(attempts).containsExactly(
                line(0), line(0), line(0), line(1), line(1), line(1), line(2), line(2), line(2));
    }

    @ParameterizedTest
    @CsvSource({ "&raw=true, raw and format=jsonl", "&recordType=java.util.Map, recordType has no effect with format=jsonl" })
    @DisplayName("Options that contradict lines are an error before the request")
    void contradictions(String option, String message) throws Exception {
        int before = diffbot.requests().size();

        assertThat(send("text", "diffbot:bulk/good" + LINES + option).getException()).hasStackTraceContaining(message);
        assertThat(diffbot.requests()).hasSize(before);
    }

    @Test
    @DisplayName("A message can request lines")
    void header() throws Exception {
        Exchange exchange = template.asyncSend("direct:text", in -> {
            in.getMessage().setHeader("uri", "diffbot:bulk/good?operation=data");
            in.getMessage().setHeader("CamelDiffbotFormat", "jsonl");
        }).get();

        assertThat(exchange.getMessage().getBody()).isEqualTo(String.join("\n", ALL) + "\n");
        assertThat(diffbot.requests().get(diffbot.requests().size() - 1)).endsWith("format=json");
    }
}
