/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A call that is not about one of the jobs produces no exchange and no poll")
@FaultCase("S13")
class WebhookCallChecksTest extends WebhookTestSupport {

    private static final int MEGABYTE = 1024 * 1024;

    private MockEndpoint events;

    @BeforeEach
    void start() throws Exception {
        shopIs(shop(9));
        events = hooks("");
    }

    @AfterEach
    void nothingCame() throws Exception {
        // of the calls so far; the next one produces the only exchange and the only poll
        events.expectedMessageCount(1);
        assertThat(requests()).isEmpty();
        assertTaken(diffbotCalls());
        events.assertIsSatisfied();
        assertThat(requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/diffbot/crawl/shop", "/diffbot/crawl/shop/", "/diffbot/crawl/shop/wrong", "/diffbot/crawl/shop/" + SECRET + "x",
            "/diffbot/crawl/shop/" + SECRET + "/", "/diffbot/crawl/shop/x?diffbotSecret=" + SECRET,
            "/diffbot/crawl/shop/x?/" + SECRET, "/diffbot/crawl/shop/x?CamelHttpUri=/" + SECRET, "/" + SECRET })
    @DisplayName("A call without the secret gets 404")
    void withoutTheSecretThereIsNothing(String path) {
        assertThat(post(path, shop(9).toString())).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET", "PUT", "DELETE" })
    @DisplayName("Other methods than POST get 405")
    void onlyPostIsAccepted(String method) {
        HttpResponse<String> response
                = WebhookServer.send(server.request(PATH).method(method, BodyPublishers.ofString(shop(9).toString())));

        assertThat(response.statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", " ", "shop", "<job>shop</job>", "[]", "[{\"name\":\"shop\"}]", "\"shop\"", "null", "9", "{", "{}",
            "{\"name\":7}",
            "{\"name\":\"\"}", "{\"jobs\":7}", "{\"jobs\":{\"name\":\"shop\"}}", "{\"jobs\":[7]}", "{\"jobs\":[{}]}",
            "{\"name\":\"shop\"} {\"name\":\"shop\"}", "{\"name\":\"shop\\r\\nX: y\"}", "{\"name\":\"shop&delete=1\"}" })
    @DisplayName("A body without a valid job gets 400")
    void invalidBodiesAreRejected(String body) {
        assertThat(post(PATH, body)).isEqualTo(400);
    }

    @Test
    @DisplayName("A deeply nested body gets 400")
    void deepNestingIsRejected() {
        assertThat(post(PATH, "{\"a\":" + "[".repeat(1900))).isEqualTo(400);
    }

    @Test
    @DisplayName("A long body gets 413")
    void aLongBodyIsRejected() {
        assertThat(post(PATH, "{\"name\":\"shop\",\"seeds\":\"" + "x".repeat(MEGABYTE) + "\"}")).isEqualTo(413);
    }

    @Test
    @DisplayName("A long body without a length gets 413")
    void aLongBodyWithoutALengthIsRejected() {
        byte[] body = "x".repeat(2 * MEGABYTE).getBytes();

        HttpResponse<String> response = WebhookServer.send(
                server.request(PATH).POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        assertThat(response.statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"name\":\"other\"}", "{\"name\":\"shop\",\"type\":\"bulk\"}", "{\"jobs\":[]}",
            "{\"jobs\":[{\"name\":\"other\"},{\"name\":\"third\"}]}" })
    @DisplayName("A call about another job gets 200 and has no effect")
    void aCallAboutAnotherJobIsOfNoConsequence(String body) {
        assertThat(post(PATH, body)).isEqualTo(200);
    }
}
