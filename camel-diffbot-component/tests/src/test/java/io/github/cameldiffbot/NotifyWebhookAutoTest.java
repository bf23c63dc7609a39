/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("With notifyWebhook=auto, Diffbot receives the URL of the context's own webhook route")
class NotifyWebhookAutoTest extends WebhookTestSupport {

    private static final String URL = "&webhookExternalUrl=https://hooks.example.org";

    @BeforeEach
    void noJobYet() {
        onGet("/crawl?name=shop", noSuchJob());
        onPost("/crawl", json(shop(7).created()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "crawl/shop", "crawl/sh*", "crawl", "job/shop", "job" })
    @DisplayName("The webhook is the URL of the route that listens for the job")
    void isTheUrlOfTheRouteForTheJob(String watched) throws Exception {
        String path = "/diffbot/" + watched.replace('*', '_');
        listen(watched, URL);
        listen("bulk", URL);
        listen("crawl/other", URL);
        listen("crawl/shop", URL + "&token=another&webhookPath=/another");

        create("diffbot:crawl/shop?notifyWebhook=auto");

        assertThat(posted()).contains("notifyWebhook=" + encoded("https://hooks.example.org" + path + "/" + SECRET));
    }

    @Test
    @DisplayName("The URL has the paths of the REST configuration and of the route")
    void respectsWhereTheRouteIsPut() throws Exception {
        context.getRestConfiguration().setContextPath("/api");
        listen("crawl/shop", "&webhookExternalUrl=https://hooks.example.org/&webhookBasePath=base&webhookPath=own/path/");

        create("diffbot:crawl/shop?notifyWebhook=auto");

        assertThat(posted()).contains("notifyWebhook=" + encoded("https://hooks.example.org/api/base/own/path/" + SECRET));
    }

    @Test
    @DisplayName("The value auto can be in the header of settings")
    void canComeInAHeader() throws Exception {
        listen("crawl/shop", URL);

        Exchange exchange = callWith("diffbot:crawl/shop", in -> {
            in.getMessage().setBody("https://shop.example/");
            in.getMessage().setHeader(DiffbotConstants.SETTINGS, Map.of("notifyWebhook", "auto"));
        });

        assertThat(exchange.getException()).isNull();
        assertThat(posted()).contains(SECRET);
    }

    @Test
    @DisplayName("Without a route for the job, auto is an error with the route to add")
    void needsARoute() throws Exception {
        listen("bulk", URL);

        assertThat(failure("diffbot:crawl/shop?notifyWebhook=auto"))
                .contains("finds no route", "crawl job 'shop'", "webhook:diffbot:crawl/shop", "webhookVerifyToken");
    }

    @Test
    @DisplayName("With several routes for the job, auto is an error with their paths and without the secret")
    void needsNoMoreThanOneRoute() throws Exception {
        listen("crawl/shop", URL);
        listen("crawl", URL);

        assertThat(failure("diffbot:crawl/shop?notifyWebhook=auto"))
                .contains("several routes", "crawl/shop", "set notifyWebhook to its URL").doesNotContain(SECRET);
    }

    @Test
    @DisplayName("Without webhookExternalUrl, auto is an error")
    void needsToKnowWhereTheRouteCanBeReached() throws Exception {
        listen("crawl/shop", "");

        assertThat(failure("diffbot:crawl/shop?notifyWebhook=auto")).contains("webhookExternalUrl", "crawl/shop");
    }

    @Test
    @DisplayName("A route that is not started is used only if there is no other, with a warning")
    void prefersARunningRoute() throws Exception {
        listen("crawl/shop", URL);
        listen("crawl", URL);
        String stopped = "crawl" + URL.hashCode();
        context.getRouteController().stopRoute(stopped);

        create("diffbot:crawl/shop?notifyWebhook=auto");
        assertThat(posted()).contains(encoded("/crawl/shop/" + SECRET));

        context.getRouteController().stopRoute("crawl/shop" + URL.hashCode());
        context.removeRoute("crawl/shop" + URL.hashCode());
        try (LoggedLines log = new LoggedLines()) {
            create("diffbot:crawl/shop?notifyWebhook=auto");
            assertThat(log.lines()).anyMatch(line -> line.contains(stopped) && line.contains("not started"));
        }
    }

    private void listen(String watched, String options) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(webhook(watched, options)).routeId(watched + options.hashCode()).to("mock:events");
            }
        });
    }

    private void create(String uri) {
        assertThat(call(uri, "https://shop.example/").getException()).isNull();
    }

    private String failure(String uri) {
        Exception failure = call(uri, "https://shop.example/").getException();
        assertThat(failure).isInstanceOf(IllegalArgumentException.class);
        assertThat(requests()).isEmpty();
        return failure.getMessage();
    }
}
