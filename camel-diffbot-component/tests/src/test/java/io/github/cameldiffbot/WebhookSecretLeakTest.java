/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Map;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.apache.camel.util.SensitiveUtils;
import org.apache.camel.util.URISupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The secret in the URL of a webhook is hidden like the token")
class WebhookSecretLeakTest extends WebhookTestSupport {

    @RegisterExtension
    static final CapturedLogs CAPTURED = new CapturedLogs("io.vertx.ext.web");

    private final VisibleOutput seen = new VisibleOutput();

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withEnableJMX();
    }

    @Test
    @DisplayName("Camel masks the option with the secret")
    void camelMasksTheOption() {
        assertThat(URISupport.sanitizeUri(webhook("crawl/shop", "&events=all"))).doesNotContain(SECRET).contains("events=all");
        assertThat(SensitiveUtils.containsSensitive("webhookVerifyToken")).isTrue();
    }

    @Test
    @DisplayName("No log, error, body, URI or MBean contains the secret")
    void inNoLogErrorBodyUriOrMBean() throws Exception {
        String url = "https://hooks.example.org" + PATH;
        String job = shop(9).with("notifyWebhook", url).response();
        onGet("/crawl?name=shop", json(job));
        onPost("/crawl", json("{\"errorCode\":400,\"error\":\"notifyWebhook " + url + " is bad\"}").withStatus(400));
        onGet("/crawl?name=down", aResponse().withStatus(500).withBody("<html>" + url + "</html>"));
        onGet("/crawl?name=new", noSuchJob());
        onGet("/crawl", json(job));
        component().getConfiguration().setWebhookVerifyToken(SECRET);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("webhook:diffbot:crawl/*?webhookComponentName=platform-http&webhookExternalUrl=https://hooks.example.org"
                     + "&webhookPath=/diffbot/crawl/shop").to("mock:events");
            }
        });
        MockEndpoint events = getMockEndpoint("mock:events");
        events.expectedMessageCount(1);

        assertTaken(diffbotCalls());
        post(PATH, "junk");
        post(PATH, "{\"name\":\"down\"}");
        events.assertIsSatisfied();
        events.getExchanges().forEach(seen::see);
        seen.see(call("diffbot:crawl/shop?operation=status", null));
        seen.see(call("diffbot:crawl?operation=list", null));
        seen.see(call("diffbot:crawl/down?operation=status", null));
        seen.see(call("diffbot:crawl/new?notifyWebhook=auto", "https://shop.example/"));
        seen.see(call("diffbot:crawl/new?notifyWebhook=auto&dryRun=true", "https://shop.example/"));
        seen.see(callWith("diffbot:crawl/new", exchange -> {
            exchange.getMessage().setBody("https://shop.example/");
            exchange.getMessage().setHeader(DiffbotConstants.SETTINGS, Map.of("notifyWebhook", "ftp" + url.substring(5)));
        }).getException());
        seen.see(context);

        assertThat(posted()).contains(SECRET);
        seen.shows("https://hooks.example.org");
        seen.doesNotShow(SECRET, CAPTURED, 100);
    }
}
