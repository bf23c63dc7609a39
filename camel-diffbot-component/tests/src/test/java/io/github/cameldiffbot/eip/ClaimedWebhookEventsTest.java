/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;
import java.util.List;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.WebhookServer;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("One node handles the event of webhook calls to several nodes that share a claimRepository")
class ClaimedWebhookEventsTest extends ClaimedEventsTestSupport {

    private static final String WEBHOOK = "webhook:diffbot:bulk?webhookComponentName=platform-http&webhookVerifyToken="
                                          + WebhookServer.SECRET + "&idempotentRepository=#handled&claimRepository=#claims";

    @Test
    @FaultCase("S13")
    @DisplayName("A webhook call that reaches two nodes at the same moment is handled by one of them")
    void webhook() throws Exception {
        List<WebhookServer> servers = List.of(webhook("a"), webhook("b"));
        diffbot.ended("shop", 1);

        servers.forEach(server -> call(server, "shop"));
        await().until(() -> begun.size() == 1);
        go.release(1_000);

        await().until(() -> ended.size() == 1);
        diffbot.ended("next", 1);
        servers.forEach(server -> call(server, "next"));
        await().until(() -> ended.size() == 2);
        servers.forEach(server -> call(server, "next"));
        diffbot.ended("last", 1);
        call(servers.get(0), "last");
        await().until(() -> ended.size() == 3);
        assertThat(events(begun)).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("If the route of the first node fails, the second node handles the event of a call that reached both")
    void webhookFails() throws Exception {
        grace = Duration.ofSeconds(1);
        failures.set(1);
        WebhookServer first = webhook("a");
        WebhookServer second = webhook("b");
        diffbot.ended("shop", 1);
        call(first, "shop");
        await().until(() -> begun.size() == 1);
        call(second, "shop");

        go.release(1_000);

        await().until(() -> ended.size() == 1);
        assertThat(begun).extracting(line -> line.substring(0, 1)).containsExactly("a", "b");
        assertThat(mostInRoute).hasValue(1);
    }

    @Test
    @DisplayName("If the first node ends, the second node handles the event of a call that reached both")
    void webhookDies() throws Exception {
        grace = Duration.ofMillis(500);
        Connection connection = new Connection();
        WebhookServer first = webhook("a", connection);
        WebhookServer second = webhook("b");
        diffbot.ended("shop", 1);
        call(first, "shop");
        await().until(() -> begun.size() == 1);
        call(second, "shop");

        // its claim is not extended any more
        connection.away.set(true);

        await().until(() -> begun.size() == 2);
        assertThat(begun.get(1)).startsWith("b ");
    }

    private static void call(WebhookServer server, String job) {
        assertThat(server.post("/diffbot/bulk/" + WebhookServer.SECRET, "{\"name\":\"" + job + "\",\"type\":\"bulk\"}")
                .statusCode()).isIn(200, 202);
    }

    private WebhookServer webhook(String name) throws Exception {
        return webhook(name, new Connection());
    }

    private WebhookServer webhook(String name, Connection connection) throws Exception {
        DefaultCamelContext node = node(name, connection);
        WebhookServer server = WebhookServer.start(node);
        start(node, WEBHOOK, this::steps);
        return server;
    }
}
