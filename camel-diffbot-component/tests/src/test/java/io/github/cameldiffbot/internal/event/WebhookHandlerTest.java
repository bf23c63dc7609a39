/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.github.cameldiffbot.job.Jobs;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A webhook call gets the response for its outcome")
class WebhookHandlerTest {

    private static final String SECRET = "s3cret-of-the-webhook_42";
    private static final String SHOP = "{\"name\":\"shop\"}";
    private static final int MEGABYTE = 1024 * 1024;

    private final EventFixture fixture = new EventFixture();
    private final WebhookEvents events = new WebhookEvents(
            fixture.settings(), fixture.endpoint, fixture.context.getEndpoint("direct:webhook"),
            errors -> fixture.newDelivery(fixture.settings()), exchange -> {
            }, () -> "webhook");
    private final WebhookHandler handler = new WebhookHandler("diffbot:bulk", SECRET, events, Duration.ofSeconds(30));

    @BeforeEach
    void start() {
        handler.start();
        fixture.diffbot.put(Jobs.bulk("shop").status(7));
        fixture.diffbot.put(Jobs.bulk("books").status(7));
    }

    @AfterEach
    void close() {
        handler.stop();
        fixture.close();
    }

    private Exchange exchange(Object body) {
        Exchange exchange = new DefaultExchange(fixture.context);
        exchange.getMessage().setHeader(Exchange.HTTP_URI, "/diffbot/bulk/" + SECRET);
        exchange.getMessage().setBody(body);
        return exchange;
    }

    private int respond(Exchange exchange) {
        return respond(handler, exchange);
    }

    private static int respond(WebhookHandler of, Exchange exchange) {
        of.process(exchange);
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }

    private int call(Object body) {
        return respond(exchange(body));
    }

    @Test
    @DisplayName("A call is answered after the poll of its job, without the body and headers of the call")
    void ok() {
        Exchange call = exchange(SHOP);
        call.getMessage().setHeader("Authorization", "Basic abc");

        assertThat(respond(call)).isEqualTo(200);

        assertThat(call.getMessage().getBody()).isNull();
        assertThat(call.getMessage().getHeaders()).containsOnlyKeys(Exchange.HTTP_RESPONSE_CODE);
        assertThat(fixture.diffbot.calls()).singleElement().asString().contains("name=shop");
    }

    @ParameterizedTest
    @CsvSource({ "/diffbot/bulk/wrong, 404", "/diffbot/bulk/, 404", "/diffbot/bulk/s3cret-of-the-webhook_42, 200" })
    @DisplayName("The secret is the last part of the path, also of a server that shows only the path")
    void path(String path, int status) {
        Exchange call = exchange(SHOP);
        call.getMessage().removeHeader(Exchange.HTTP_URI);
        call.getMessage().setHeader(Exchange.HTTP_PATH, path);

        assertThat(respond(call)).isEqualTo(status);

        assertThat(fixture.diffbot.calls()).hasSize(status == 200 ? 1 : 0);
    }

    @Test
    @DisplayName("A call without a path does not exist")
    void withoutPath() {
        Exchange call = exchange(SHOP);
        call.getMessage().removeHeader(Exchange.HTTP_URI);

        assertThat(respond(call)).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({ "1048576, 200", "1048577, 413" })
    @DisplayName("A body is refused by its announced length")
    void announcedLength(long length, int status) {
        Exchange call = exchange(SHOP);
        call.getMessage().setHeader("Content-Length", length);

        assertThat(respond(call)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({ "0, 200", "1, 413" })
    @DisplayName("A body that is longer than a megabyte is refused, although its length was not announced")
    void length(int more, int status) {
        String padded = SHOP + " ".repeat(MEGABYTE - SHOP.length() + more);

        assertThat(call(new ByteArrayInputStream(padded.getBytes(StandardCharsets.UTF_8)))).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "shop", "[]", "{}", "{\"name\":\" \"}", "{\"name\":7}", "{\"jobs\":7}", "{\"jobs\":[{}]}",
            "{\"name\":\"a b\"}" })
    @DisplayName("A body without valid names of jobs is a bad request")
    void badBody(String body) {
        assertThat(call(body)).isEqualTo(400);
        assertThat(fixture.diffbot.calls()).isEmpty();
    }

    @Test
    @DisplayName("A missing body and a body that cannot be read are bad requests")
    void noBody() {
        assertThat(call(null)).isEqualTo(400);
        assertThat(call(new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("The connection is closed");
            }
        })).isEqualTo(400);
    }

    @Test
    @DisplayName("A call with a list of jobs polls them together")
    void list() {
        assertThat(call("{\"jobs\":[{\"name\":\"shop\",\"type\":\"bulk\"},{\"name\":\"books\"}]}")).isEqualTo(200);

        assertThat(fixture.diffbot.calls()).singleElement().asString().doesNotContain("name=");
    }

    @Test
    @DisplayName("A call whose job cannot be polled is to be repeated")
    void down() {
        fixture.diffbot.refuse(503, call -> true);

        assertThat(call(SHOP)).isEqualTo(503);
    }

    @Test
    @DisplayName("A call to a route that stops is to be repeated")
    void stopped() {
        handler.stop();

        assertThat(call(SHOP)).isEqualTo(503);
        assertThat(fixture.diffbot.calls()).isEmpty();
    }

    @Test
    @DisplayName("A call whose thread is interrupted is to be repeated, and its thread stays interrupted")
    void interrupted() {
        fixture.diffbot.hang(call -> true);
        Thread.currentThread().interrupt();

        assertThat(call(SHOP)).isEqualTo(503);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    @DisplayName("A call is accepted when its poll takes longer than the time for a response")
    void slow() {
        fixture.diffbot.hang(call -> true);

        assertThat(respond(new WebhookHandler("diffbot:bulk", SECRET, events, Duration.ofMillis(1)), exchange(SHOP)))
                .isEqualTo(202);
    }
}
