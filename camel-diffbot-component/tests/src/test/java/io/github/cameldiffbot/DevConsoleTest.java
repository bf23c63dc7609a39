/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.FailingRepository.Call;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.console.DevConsole;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("The developer console shows the state without a token and without a call")
class DevConsoleTest extends DiffbotTestSupport {

    @Test
    @DisplayName("The JSON contains calls, polls, consumers with their jobs and unhandled ends, and waits")
    void jsonContainsJobsWaitsPollsAndCalls() throws Exception {
        busy();

        JsonNode session = json(Map.of()).get("sessions").get(0);

        assertThat(session.get("baseUrl").asText()).isEqualTo(DIFFBOT.baseUrl() + "/v3");
        assertThat(session.get("calls").get("calls").asInt()).isPositive();
        assertThat(session.get("calls").get("lastError").get("kind").asText()).isEqualTo("unauthorized");
        assertThat(session.get("calls").get("lastError").get("time").asText()).isNotEmpty();
        assertThat(session.get("lastPoll").get("jobs").asInt()).isEqualTo(3);
        JsonNode consumer = session.get("consumers").get(0);
        assertThat(consumer.get("route").asText()).isEqualTo("events");
        assertThat(consumer.get("trackedJobs").asInt()).isEqualTo(3);
        assertThat(consumer.get("waitingEvents").asInt()).isEqualTo(1);
        assertThat(consumer.get("lastGoodPoll").asText()).isNotEmpty();
        JsonNode end = consumer.get("unhandledEnds").get(0);
        assertThat(end.get("name").asText()).isEqualTo("done");
        assertThat(end.get("event").asText()).isEqualTo("bulk/done/1770000000/-/-/ended/1770000500");
        assertThat(end.get("ageSeconds").asLong()).isEqualTo(60);
        assertThat(consumer.get("jobs").findValuesAsText("name")).containsExactlyInAnyOrder("shop", "news", "done");
        assertThat(session.get("waits").get("pending").asInt()).isEqualTo(2);
        assertThat(session.get("waits").get("jobs").get(0).get("waits").asInt()).isEqualTo(2);
    }

    @Test
    @DisplayName("The credits of ended jobs are shown in all and by job, the most expensive first, and bounded by the limit")
    void credits() throws Exception {
        onGet("/bulk", json(WireJob.list(
                WireJob.bulk("shop").status(9).with("pageProcessSuccesses", 3),
                WireJob.bulk("news").status(9).with("pageProcessSuccesses", 2).with("useProxies", 1))));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:bulk?startFrom=earliest")).to("mock:events");
            }
        });

        await().untilAsserted(() -> assertThat(spent(Map.of()).get("spent").asInt()).isEqualTo(7));
        assertThat(spent(Map.of()).get("jobs").toString())
                .isEqualTo(
                        "[{\"name\":\"news\",\"type\":\"bulk\",\"credits\":4},{\"name\":\"shop\",\"type\":\"bulk\",\"credits\":3}]");
        assertThat(spent(Map.of(DiffbotDevConsole.LIMIT, "1")).get("jobs")).hasSize(1);
    }

    @Test
    @DisplayName("An option lets the consumers deliver an end again, by the id of its event or by the job")
    void redeliver() throws Exception {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));
        MockEndpoint events = events("diffbot:bulk/shop?startFrom=earliest");
        await().until(() -> events.getReceivedCounter() == 1);
        String id = events.getExchanges().get(0).getMessage().getHeader(DiffbotConstants.EVENT_ID, String.class);
        for (String event : List.of(id, "bulk/shop")) {
            await().until(() -> json(Map.of()).findValue("waitingEvents").asInt() == 0);
            int before = events.getReceivedCounter();
            assertThat(json(Map.of(DiffbotDevConsole.REDELIVER, event)).at("/redeliver/consumers").asInt()).isEqualTo(1);
            await().until(() -> events.getReceivedCounter() == before + 1);
        }

        assertThat(json(Map.of(DiffbotDevConsole.REDELIVER, id + "0")).at("/redeliver/consumers").asInt()).isZero();
        assertThat(json(Map.of()).has("redeliver")).isFalse();
    }

    @Test
    @DisplayName("An end that the repository does not let be delivered again is an error and a log line, and can be sent again")
    void redeliverWithFailingRepository() throws Exception {
        FailingRepository handled = new FailingRepository();
        context.getRegistry().bind("handled", handled);
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));
        MockEndpoint events = events("diffbot:bulk/shop?startFrom=earliest&idempotentRepository=#handled");
        await().until(() -> handled.getCacheSize() == 1 && json(Map.of()).findValue("waitingEvents").asInt() == 0);
        handled.fail(Call.REMOVE);

        try (LoggedLines log = new LoggedLines(DiffbotDevConsole.class.getName())) {
            assertThat(json(Map.of(DiffbotDevConsole.REDELIVER, "bulk/shop")).at("/redeliver/error").asText())
                    .contains("repository", "no connection: REMOVE");

            assertThat(log.lines()).first().asString().contains("WARN", "redeliver=bulk/shop", "Send it again");
            assertThat(log.lines()).anyMatch(line -> line.contains("no connection: REMOVE"));
        }
        handled.recover();
        assertThat(json(Map.of(DiffbotDevConsole.REDELIVER, "bulk/shop")).at("/redeliver/consumers").asInt()).isEqualTo(1);
        await().until(() -> events.getReceivedCounter() == 2);
    }

    @Test
    @DisplayName("An invalid event is an error without a log line")
    void redeliverOfAnInvalidEvent() throws Exception {
        try (LoggedLines log = new LoggedLines(DiffbotDevConsole.class.getName())) {
            assertThat(json(Map.of(DiffbotDevConsole.REDELIVER, "shop")).at("/redeliver/error").asText())
                    .contains("redeliver", "'shop'", "bulk/shop");
            assertThat(log.lines()).isEmpty();
        }
    }

    private JsonNode spent(Map<String, Object> options) throws Exception {
        return json(options).get("sessions").get(0).get("credits");
    }

    @Test
    @DisplayName("The next poll is a delay after the last")
    void theNextPollIsADelayAfterTheLast() throws Exception {
        onGet("/bulk", json(WireJob.list(WireJob.bulk("shop"))));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:bulk/s*?initialDelay=0&delay=10m").routeId("events").to("mock:events");
            }
        });

        await().untilAsserted(() -> {
            JsonNode consumer = json(Map.of()).get("sessions").get(0).get("consumers").get(0);
            assertThat(consumer.has("nextPoll")).isTrue();
            assertThat(Instant.parse(consumer.get("nextPoll").asText()))
                    .isAfter(Instant.now().plusSeconds(500));
        });
    }

    @Test
    @DisplayName("The text contains each value of the JSON")
    void textSaysTheSame() throws Exception {
        busy();
        context.getRouteController().suspendRoute("events");

        JsonNode before = json(Map.of());
        String text = (String) console().call(DevConsole.MediaType.TEXT, Map.of());
        JsonNode after = json(Map.of());

        List<String> values = new ArrayList<>();
        collect(before, after, values);
        assertThat(values).contains("route: events", "name: news", "pending: 2", "kind: unauthorized")
                .allSatisfy(value -> assertThat(text).contains(value));
    }

    /** Collects the members of an object: the names of all, and the values of those that did not change meanwhile. */
    private static void collect(JsonNode before, JsonNode after, List<String> values) {
        if (before.isArray()) {
            for (int i = 0; i < before.size(); i++) {
                collect(before.get(i), after.path(i), values);
            }
        }
        before.properties().forEach(member -> {
            JsonNode value = member.getValue();
            values.add(member.getKey() + ":");
            if (value.isContainerNode()) {
                collect(value, after.path(member.getKey()), values);
            } else if (!value.isBoolean() && value.equals(after.path(member.getKey()))) {
                values.add(member.getKey() + ": " + value.asText());
            }
        });
    }

    @Test
    @DisplayName("The console contains no token and makes no call")
    void neitherHasTheTokenNorMakesACall() throws Exception {
        busy();
        context.getRouteController().suspendRoute("events");
        await().until(() -> {
            int before = requests().size();
            List<String> outputs = List.of(
                    json(Map.of()).toString(), (String) console().call(DevConsole.MediaType.TEXT, Map.of()));
            assertThat(outputs).allSatisfy(output -> assertThat(output).doesNotContain(TOKEN));
            return requests().size() == before;
        });
    }

    @Test
    @DisplayName("The limit bounds lists and not counts, and an invalid one is ignored")
    void theLimitBoundsWhatIsListedAndNotWhatIsCounted() throws Exception {
        busy();

        JsonNode consumer = json(Map.of(DiffbotDevConsole.LIMIT, "1")).get("sessions").get(0).get("consumers").get(0);

        assertThat(consumer.get("jobs").size()).isEqualTo(1);
        assertThat(consumer.get("trackedJobs").asInt()).isEqualTo(3);
        assertThat(json(Map.of(DiffbotDevConsole.LIMIT, "many")).get("sessions").get(0).get("consumers").get(0).get("jobs")
                .size()).isEqualTo(3);
    }

    @Test
    @DisplayName("The console shows no session without an endpoint")
    void withoutAnEndpointThereIsNothing() throws Exception {
        assertThat(json(Map.of()).get("sessions").size()).isZero();
    }

    /**
     * A consumer with three jobs and a failing route, two waiting exchanges, and a rejected call.
     */
    private void busy() throws Exception {
        onGet("/bulk", json(WireJob.list(
                WireJob.bulk("shop").status(7), WireJob.bulk("news").status(7),
                WireJob.bulk("done").status(9).with("currentTimeUTC", 1770000560))));
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(7).response()));
        onGet("/bulk?name=refused", json("{\"errorCode\":401,\"error\":\"Not authorized " + TOKEN + ".\"}").withStatus(401));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(fast("diffbot:bulk?startFrom=earliest&token=" + TOKEN)).routeId("events").to("mock:events").process(e -> {
                    throw new IllegalStateException("not today");
                });
                from("direct:await").to("diffbot:bulk/shop?operation=await");
                from("direct:refused").to("diffbot:bulk/refused?operation=status");
            }
        });
        getMockEndpoint("mock:events").expectedMinimumMessageCount(1);
        MockEndpoint.assertIsSatisfied(context);
        template.asyncRequestBody("direct:await", null);
        template.asyncRequestBody("direct:await", null);
        template.request("direct:refused", exchange -> {
        });
        await().until(
                () -> component().shared().sessions().all().stream().mapToInt(session -> session.waits().pending()).sum() == 2);
    }

    private DevConsole console() {
        DevConsole console = PluginHelper.getDevConsoleResolver(context).resolveDevConsole("diffbot");
        assertThat(console).isInstanceOf(DiffbotDevConsole.class);
        return console;
    }

    private JsonNode json(Map<String, Object> options) throws Exception {
        JsonObject json = (JsonObject) console().call(DevConsole.MediaType.JSON, options);
        return new ObjectMapper().readTree(json.toJson());
    }
}
