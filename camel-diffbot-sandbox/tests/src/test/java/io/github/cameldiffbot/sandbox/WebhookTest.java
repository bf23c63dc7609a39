/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameldiffbot.sandbox.internal.http.LoopbackServer;
import io.github.cameldiffbot.sandbox.model.SandboxNotification;
import io.github.cameldiffbot.sandbox.model.WebhookBehaviour;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("Webhooks are called at ends")
class WebhookTest extends SandboxTest {

    private record Call(String method, Map<String, List<String>> headers, JsonNode body) {
    }

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    @AutoClose
    private final LoopbackServer receiver = LoopbackServer.start(0, exchange -> {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            calls.add(new Call(exchange.getRequestMethod(), Map.copyOf(exchange.getRequestHeaders()), Api.parse(body)));
            exchange.sendResponseHeaders(500, -1);
        }
    }, "test-receiver");

    @Test
    @DisplayName("The end of a job is reported once")
    void jobEnd() {
        api.bulk("w", api.page("about"), "notifyWebhook", url());
        await().until(() -> calls.size() == 1);
        Call call = calls.get(0);
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.headers().get("X-crawl-name")).containsExactly("w");
        assertThat(call.headers().get("X-crawl-status")).containsExactly("Job has completed and no repeat is scheduled.");
        assertThat(call.headers().get("Content-type")).containsExactly("application/json");
        assertThat(call.body().path("name").asText()).isEqualTo("w");
        assertThat(call.body().path("jobStatus").path("status").asInt()).isEqualTo(9);
        assertThat(call.body().path("sentJobDoneNotification").asInt(-1)).isZero();
        assertThat(call.body().path("jobCompletionTimeUTC").asLong()).isPositive();
        // calls are made one after the other, so this one would come after a second one of the first job
        api.bulk("next", api.page("about"), "notifyWebhook", url());
        await().until(() -> calls.size() > 1);
        assertThat(calls).extracting(each -> each.body().path("name").asText()).containsExactly("w", "next");
    }

    @Test
    @DisplayName("The end of each round is reported")
    void rounds() {
        api.bulk("w", api.page("about"), "notifyWebhook", url(), "repeat", "1");
        sandbox.clock().advance(Duration.ofDays(2));
        await().until(() -> calls.size() == 3);
        assertThat(calls.get(0).body().path("jobStatus").toString())
                .isEqualTo("{\"status\":4,\"message\":\"Job round completed.\"}");
        assertThat(calls).extracting(call -> call.body().path("roundsCompleted").asInt()).containsExactly(0, 1, 2);
    }

    @Test
    @DisplayName("The body can be wrapped and the headers omitted")
    void bodyAndHeaders() {
        sandbox.webhooks(WebhookBehaviour.DOCUMENTED.wrapped(true).headers(false));
        api.bulk("w", api.page("about"), "notifyWebhook", url());
        await().until(() -> calls.size() == 1);
        assertThat(calls.get(0).body().path("jobs").path(0).path("name").asText()).isEqualTo("w");
        assertThat(calls.get(0).headers()).doesNotContainKeys("X-crawl-name", "X-crawl-status");
    }

    @Test
    @DisplayName("A call can be repeated and delayed")
    void repeatedCall() {
        sandbox.webhooks(WebhookBehaviour.DOCUMENTED.copies(2).delay(Duration.ofMillis(50)));
        api.bulk("w", api.page("about"), "notifyWebhook", url());
        await().until(() -> calls.size() == 2);
        await().until(() -> sandbox.outbox().size() == 2);
        assertThat(sandbox.outbox()).extracting(SandboxNotification::result).containsExactly("500", "500");
    }

    @Test
    @DisplayName("A call can be lost")
    void lostCall() {
        sandbox.webhooks(WebhookBehaviour.DOCUMENTED.copies(0));
        api.bulk("w", api.page("about"), "notifyWebhook", url());
        await().until(() -> !sandbox.outbox().isEmpty());
        assertThat(sandbox.outbox()).singleElement().satisfies(notification -> {
            assertThat(notification.result()).isEqualTo("lost");
            assertThat(notification.to()).isEqualTo(url());
            assertThat(notification.body()).contains("\"sentJobDoneNotification\":0");
        });
        assertThat(calls).isEmpty();
    }

    @Test
    @DisplayName("At most 1,000 calls wait; the outbox shows that a further one was not made")
    void fullQueue() {
        try (DiffbotSandbox own = DiffbotSandbox.start()) {
            own.webhooks(WebhookBehaviour.DOCUMENTED.copies(Integer.MAX_VALUE).delay(Duration.ofHours(1)));
            new Api(own).bulk("w", own.demoSite() + "about", "notifyWebhook", url());
            await().until(() -> !own.outbox().isEmpty());
            assertThat(own.outbox()).singleElement()
                    .satisfies(call -> assertThat(call.result()).isEqualTo("not called: 1000 calls are waiting"));
        }
    }

    @Test
    @DisplayName("A URL outside of the allow-list is not called")
    void allowList() {
        api.bulk("w", api.page("about"), "notifyWebhook", "http://hooks.example.org/x");
        await().until(() -> sandbox.outbox().size() == 1);
        assertThat(sandbox.outbox().get(0).result()).contains("allow-list");
    }

    private String url() {
        return "http://127.0.0.1:" + receiver.port() + "/hook?secret=1";
    }
}
