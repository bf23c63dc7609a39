/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;

import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("The content of a call is not trusted: the state comes from a poll")
@FaultCase("S13")
class WebhookCallHintsTest extends WebhookTestSupport {

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"name\":\"shop\"}", "\n\n{\"name\":\"shop\",\"type\":\"crawl\"}",
            "{\"jobs\":[{\"name\":\"shop\",\"type\":\"crawl\"}]}",
            "{\"name\":\"shop\",\"objectsFound\":666,\"jobStatus\":{\"status\":7}}",
            "{\"jobs\":[{\"name\":\"other\"},{\"name\":\"shop\"},{\"name\":\"shop\"}]}" })
    @DisplayName("The job of the exchange is the polled one, whatever the call contains")
    void theJobIsTheOneThatDiffbotHas(String body) throws Exception {
        shopIs(shop(9).with("objectsFound", 5));
        onGet("/bulk", json(WireJob.list(WireJob.crawl("other").status(9), shop(9).with("objectsFound", 5))));
        MockEndpoint events = hooks("");
        events.expectedMessageCount(1);
        events.setAssertPeriod(100);

        assertTaken(post(PATH, body));

        events.assertIsSatisfied();
        Message message = events.getExchanges().get(0).getMessage();
        assertThat(message.getBody(Job.class).getObjectsFound()).isEqualTo(5);
        assertThat(message.getHeader(DiffbotConstants.EVENT_ID)).isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 6, 7, 8, 11, 42 })
    @DisplayName("A call about a running job produces no exchange")
    void aRunningJobProducesNoExchange(int status) throws Exception {
        shopIs(shop(status));
        MockEndpoint events = hooks("");
        events.expectedMessageCount(0);
        events.setAssertPeriod(200);

        assertTaken(diffbotCalls());

        await().untilAsserted(() -> assertThat(requests()).containsExactly("GET /crawl?name=shop"));
        events.assertIsSatisfied();
    }

    @Test
    @DisplayName("A call about a missing job produces no exchange")
    void aMissingJobProducesNoExchange() throws Exception {
        onGet("/crawl?name=shop", noSuchJob());
        MockEndpoint events = hooks("");
        events.expectedMessageCount(0);
        events.setAssertPeriod(200);

        assertTaken(diffbotCalls());

        events.assertIsSatisfied();
    }

    @Test
    @DisplayName("The exchange has the headers and the body of a consumer's, and none of the call")
    void theExchangeIsLikeTheConsumers() throws Exception {
        shopIs(shop(9));
        events("diffbot:crawl/shop?startFrom=earliest");
        MockEndpoint events = getMockEndpoint("mock:events");
        events.expectedMessageCount(1);
        events.assertIsSatisfied();
        context.getRouteController().stopRoute("events");
        Map<String, Object> polled = events.getExchanges().get(0).getMessage().getHeaders();
        Object body = events.getExchanges().get(0).getMessage().getBody();
        events.reset();
        hooks("");
        events.expectedMessageCount(1);

        HttpResponse<String> response = WebhookServer.send(server.request(PATH + "?foo=bar&CamelDiffbotOperation=delete")
                .header("X-Crawl-Name", "shop").header("camelDiffbotJobName", "other")
                .POST(BodyPublishers.ofString(shop(9).toString())));

        events.assertIsSatisfied();
        Exchange exchange = events.getExchanges().get(0);
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(polled);
        assertThat(exchange.getMessage().getBody()).isEqualTo(body);
        assertThat(exchange.getFromRouteId()).isEqualTo("hooks");
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().map()).doesNotContainKeys("x-crawl-name", "camelDiffbotJobName", "foo");
    }

    @Test
    @DisplayName("An end of a round is delivered")
    void roundsAreDelivered() throws Exception {
        shopIs(shop(4).with("roundsCompleted", 3).with("repeat", 7).with("currentTimeUTC", 1770000500)
                .with("roundStartTime", 1770605300));
        MockEndpoint events = hooks("");
        events.expectedHeaderReceived(DiffbotConstants.EVENT, "roundCompleted");
        events.expectedHeaderReceived(DiffbotConstants.ROUND, 3L);
        events.expectedMessageCount(1);

        assertTaken(diffbotCalls());

        events.assertIsSatisfied();
    }
}
