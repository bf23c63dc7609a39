/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A context with an HTTP server for webhooks and stubs for the states of the jobs.
 */
abstract class WebhookTestSupport extends DiffbotTestSupport {

    static final String SECRET = WebhookServer.SECRET;
    static final String PATH = "/diffbot/crawl/shop/" + SECRET;
    static final String ID = "crawl/shop/1770000000/-/-/ended/1770000500";

    WebhookServer server;

    @BeforeEach
    void startServer() throws Exception {
        server = WebhookServer.start(context);
    }

    /**
     * Returns the URI of a webhook route with these options.
     */
    static String webhook(String path, String options) {
        return "webhook:diffbot:" + path + "?webhookComponentName=platform-http&webhookVerifyToken=" + SECRET + options;
    }

    /**
     * Creates a route from the webhook of the crawl shop to mock:events.
     */
    MockEndpoint hooks(String options) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(webhook("crawl/shop", options)).routeId("hooks").to("mock:events");
            }
        });
        return getMockEndpoint("mock:events");
    }

    static void shopIs(WireJob job) {
        onGet("/crawl?name=shop", json(job.response()));
    }

    static WireJob shop(int status) {
        return WireJob.crawl("shop").status(status);
    }

    /**
     * Returns the status of the response to a call.
     */
    int post(String path, String body) {
        return server.post(path, body).statusCode();
    }

    /**
     * Checks that the call was accepted, before or after the poll of the job.
     */
    static void assertTaken(int status) {
        assertThat(status).isIn(200, 202);
    }

    /**
     * Calls like Diffbot at the end of the crawl shop.
     */
    int diffbotCalls() {
        return post(PATH, shop(9).toString());
    }
}
