/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A webhook runs on a server that camel-webhook finds by itself, such as Undertow")
class WebhookOnAnotherServerTest extends WebhookTestSupport {

    @Test
    @DisplayName("On Undertow the route is called, and invalid calls get the same responses")
    void theRouteIsCalledThereToo() throws Exception {
        ReservedPort reserved = new ReservedPort();
        int port = reserved.number();
        context.getRestConfiguration().setHost("127.0.0.1");
        context.getRestConfiguration().setPort(port);
        shopIs(shop(9));
        reserved.free();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("webhook:diffbot:crawl/shop?webhookComponentName=undertow&webhookVerifyToken="
                     + SECRET).to("mock:events");
            }
        });
        MockEndpoint events = getMockEndpoint("mock:events");
        events.expectedMessageCount(1);
        WebhookServer undertow = WebhookServer.at("http://127.0.0.1:" + port);

        assertThat(undertow.post("/diffbot/crawl/shop/wrong", shop(9).toString()).statusCode()).isEqualTo(404);
        assertThat(undertow.post(PATH, "junk").statusCode()).isEqualTo(400);
        assertThat(undertow.post(PATH, "x".repeat(2 * 1024 * 1024)).statusCode()).isEqualTo(413);
        assertThat(WebhookServer.send(undertow.request(PATH).GET()).statusCode()).isEqualTo(405);
        assertThat(events.getReceivedCounter()).isZero();
        assertTaken(undertow.post(PATH, shop(9).toString()).statusCode());

        events.assertIsSatisfied();
    }
}
