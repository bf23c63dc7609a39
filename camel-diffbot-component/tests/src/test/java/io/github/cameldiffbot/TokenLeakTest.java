/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;

import org.apache.camel.FailedToCreateProducerException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.awaitility.Awaitility.await;

/**
 * Jobs are created, polled and read, and calls are rejected in many ways; no output may contain the token.
 */
@DisplayName("No output of any kind contains the token")
class TokenLeakTest extends DiffbotTestSupport {

    @RegisterExtension
    static final CapturedLogs CAPTURED = new CapturedLogs();

    private final VisibleOutput seen = new VisibleOutput();

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withEnableJMX();
    }

    @Test
    @DisplayName("No log, error, body, URI or MBean contains the token")
    void inNoLogErrorBodyUriOrMBean() throws Exception {
        responses();
        routes();

        MockEndpoint records = getMockEndpoint("mock:records");
        records.expectedMessageCount(3);
        records.assertIsSatisfied();
        records.getExchanges().forEach(seen::see);
        await().until(() -> requests().contains("GET /other/crawl?name=refused"));

        for (String uri : List.of(
                "diffbot:bulk/shop", "diffbot:bulk/taken", "diffbot:bulk/bad name", "diffbot:bulk/shop?operation=status",
                "diffbot:bulk/gone?operation=pause", "diffbot:bulk/refused?operation=status",
                "diffbot:bulk/broken?operation=status", "diffbot:bulk/echo?operation=status",
                "diffbot:job?operation=list", "diffbot:bulk/shop?operation=restart", "diffbot:bulk/odd?operation=data",
                "diffbot:bulk/down?operation=status&baseUrl=http://localhost:1/v3")) {
            try {
                seen.see(call(uri, "https://shop.example/1"));
            } catch (FailedToCreateProducerException e) {
                seen.see(e);
            }
        }
        seen.see(read("diffbot:bulk/shop?operation=data", null));
        seen.see(read("diffbot:bulk/cut?operation=data", null));
        seen.see(read("diffbot:bulk/shop?operation=urlReport", null));
        seen.see(read("diffbot:job/shop?operation=search", "type:product"));

        seen.see(context);
        seen.add(component().getConfiguration());

        seen.doesNotShow(TOKEN, CAPTURED, 500);
    }

    private void responses() {
        String urlsWithToken = wire("bulk-job.json");
        onGet("/bulk?name=shop", json("{\"jobs\":[" + urlsWithToken + "]}"));
        String watched = urlsWithToken.replace("\"shop\"", "\"watched\"");
        inTurn("/bulk", "{\"jobs\":[" + urlsWithToken + "," + wire("crawl-job.json") + "," + watched + "]}",
                WireJob.list(WireJob.bulk("watched").status(9)
                        .with("downloadJson", "https://x/" + TOKEN + "-watched_data.json")));
        onGet("/bulk/data?name=watched&format=json", json(wire("data.json")));
        onGet("/bulk?name=taken", json(WireJob.bulk("taken").response()));
        onGet("/bulk?name=gone&pause=1", noSuchJob());
        DIFFBOT.stubFor(get(urlEqualTo("/other/crawl?" + AUTH + "&name=refused"))
                .willReturn(json("{\"errorCode\":401,\"error\":\"Not authorized API token.\"}").withStatus(401)));
        onGet("/bulk?name=refused",
                json("{\"errorCode\":401,\"error\":\"Not authorized API token " + TOKEN + ".\"}").withStatus(401));
        onGet("/bulk?name=broken", aResponse().withStatus(500).withBody("<html>" + TOKEN + "</html>"));
        onGet("/bulk?name=echo", json("{\"token\":\"" + TOKEN + "\"}"));
        onGet("/bulk/data?name=odd&format=json", aResponse().withHeader("Content-Type", "text/html")
                .withBody("<html>token=" + TOKEN + "</html>"));
        onGet("/bulk/data?name=shop&format=json", json(wire("data.json")));
        onGet("/bulk/data?name=cut&format=json", json("[{\"token\":\"" + TOKEN + "\"},{\"token\":\"" + TOKEN));
        onGet("/bulk/data?name=shop&type=urls", aResponse().withBody(wire("urls.csv")));
        onGet("/search?col=shop&query=type%3Aproduct&start=0&num=100", json(wire("search.json")));
    }

    private void routes() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:bulk/watch*?events=completed&fetch=data")).routeId("watched")
                        .split(body()).streaming().to("mock:records");
                from(fast("diffbot:crawl/refused?baseUrl=" + DIFFBOT.baseUrl() + "/other")).routeId("refused").to("mock:never");
                from("direct:create").routeId("create").to("diffbot:bulk/shop");
            }
        });
    }
}
