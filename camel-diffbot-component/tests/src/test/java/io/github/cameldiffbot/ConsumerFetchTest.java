/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("A consumer can fetch the results of an event as its body")
class ConsumerFetchTest extends DiffbotTestSupport {

    @BeforeEach
    void response() {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));
        onGet("/bulk/data?name=shop&format=json", json(wire("data.json")));
        onGet("/bulk/data?name=shop&format=csv&num=2", aResponse().withBody(wire("data.csv")));
        onGet("/bulk/data?name=shop&type=urls", aResponse().withBody(wire("urls.csv")));
    }

    @Test
    @DisplayName("With fetch=data the records are the body of the event")
    void dataIsTheBodyAndComesWithTheEvent() throws Exception {
        MockEndpoint records = split("fetch=data");
        records.expectedMessageCount(3);
        records.expectedHeaderReceived("CamelDiffbotEvent", "completed");

        records.assertIsSatisfied();
    }

    @Test
    @DisplayName("With fetch=urlReport the rows are the body of the event")
    void theUrlReportToo() throws Exception {
        MockEndpoint rows = split("fetch=urlReport");
        rows.expectedMessageCount(2);

        rows.assertIsSatisfied();
    }

    @Test
    @DisplayName("With raw CSV the table is the body of the event")
    void theTableToo() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:bulk/shop?startFrom=earliest&fetch=data&format=csv&raw=true&num=2"))
                        .convertBodyTo(String.class)
                        .to("mock:table");
            }
        });
        MockEndpoint table = getMockEndpoint("mock:table");
        table.expectedBodiesReceived(wire("data.csv"));

        table.assertIsSatisfied();
    }

    @Test
    @DisplayName("Nothing is downloaded before the body is read")
    void nothingIsDownloadedBeforeTheBodyIsRead() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:bulk/shop?startFrom=earliest&fetch=data")).to("mock:unread");
            }
        });
        MockEndpoint unread = getMockEndpoint("mock:unread");
        unread.expectedMessageCount(1);

        unread.assertIsSatisfied();
        await().untilAsserted(() -> assertThat(requests().size()).isGreaterThan(3));
        assertThat(requests()).noneMatch(request -> request.contains("/data"));
    }

    @Test
    @DisplayName("An event whose download fails is delivered again")
    void aDownloadThatFailsBringsTheEventAgain() throws Exception {
        inTurn("/bulk/data?name=shop&format=json",
                json(wire("data.json").substring(0, 300)), json(wire("data.json")));

        MockEndpoint records = split("fetch=data");
        MockEndpoint done = getMockEndpoint("mock:done");
        done.expectedMessageCount(1);

        done.assertIsSatisfied();
        assertThat(records.getReceivedCounter()).isGreaterThanOrEqualTo(3);
        assertThat(requests()).filteredOn(request -> request.contains("/data")).hasSize(2);
    }

    private MockEndpoint split(String options) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:bulk/shop?startFrom=earliest&" + options))
                        .split(body()).streaming().to("mock:split").end().to("mock:done");
            }
        });
        return getMockEndpoint("mock:split");
    }
}
