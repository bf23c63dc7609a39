/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.concurrent.CopyOnWriteArrayList;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("A consumer deletes a job after its end was handled")
class ConsumerDeleteAfterCompletionTest extends DiffbotTestSupport {

    private static final String DELETE = "/bulk?name=shop&delete=1";
    private static final WireJob ENDED = WireJob.bulk("shop").status(9);

    private final CopyOnWriteArrayList<String> order = new CopyOnWriteArrayList<>();

    @Test
    @DisplayName("A completed job is deleted after its route")
    void deletesTheJobAfterTheRoute() throws Exception {
        onGet("/bulk?name=shop", json(ENDED.response()));
        onGet(DELETE, json("{\"response\":\"Successfully deleted job.\"}"));

        route(0).expectedMessageCount(1);

        await().untilAsserted(() -> assertThat(requests()).contains("GET " + DELETE));
        assertThat(order).containsExactly("route");
    }

    @Test
    @DisplayName("A failed job is deleted after its route")
    void aFailedJobToo() throws Exception {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(10).response()));
        onGet(DELETE, json("{\"response\":\"Successfully deleted job.\"}"));

        route(0);

        await().untilAsserted(() -> assertThat(requests()).contains("GET " + DELETE));
    }

    @Test
    @DisplayName("A job is kept while its route fails")
    void theJobIsKeptAfterAFailedRoute() throws Exception {
        onGet("/bulk?name=shop", json(ENDED.response()));

        route(Integer.MAX_VALUE);

        await().until(() -> order.size() > 2);
        assertThat(requests()).doesNotContain("GET " + DELETE);
    }

    @Test
    @DisplayName("A job that runs again is kept")
    void aJobThatRunsAgainIsKept() throws Exception {
        inTurn("/bulk?name=shop", ENDED.response(), ENDED.status(7).response());

        MockEndpoint events = route(0);
        events.expectedMessageCount(1);

        events.assertIsSatisfied();
        await().until(() -> requests().size() > 4);
        assertThat(requests()).doesNotContain("GET " + DELETE);
    }

    @Test
    @FaultCase("S11")
    @DisplayName("Another job that was created with the same name is kept")
    void anotherJobOfTheNameIsKept() throws Exception {
        inTurn("/bulk?name=shop", ENDED.response(), ENDED.with("jobCreationTimeUTC", 1770009999).response());

        MockEndpoint events = route(0);
        events.expectedMinimumMessageCount(1);

        events.assertIsSatisfied();
        await().until(() -> requests().size() > 1);
        assertThat(requests().subList(0, 2)).doesNotContain("GET " + DELETE);
    }

    @Test
    @DisplayName("A job is kept after events that are not its end")
    void theJobIsKeptAfterOtherEvents() throws Exception {
        inTurn("/bulk?name=shop", noSuchJob(), json(WireJob.bulk("shop").status(7).response()));

        MockEndpoint events = events("diffbot:bulk/shop?events=all&deleteAfterCompletion=true");
        events.expectedMessageCount(2);

        events.assertIsSatisfied();
        await().until(() -> requests().size() > 4);
        assertThat(requests()).doesNotContain("GET " + DELETE);
    }

    @Test
    @DisplayName("A failed deletion is reported once, and its event is not delivered again")
    void aFailedDeletionIsReportedAndTheEventStaysHandled() throws Exception {
        onGet("/bulk?name=shop", json(ENDED.response()));
        ResponseDefinitionBuilder refusal
                = json("{\"errorCode\":401,\"error\":\"Not authorized API token.\"}").withStatus(401);
        onGet(DELETE, refusal);
        context.getRegistry().bind("reports", new Reports(order));

        MockEndpoint events = route(0);
        await().until(() -> order.size() >= 2);
        events.expectedMessageCount(1);
        events.setAssertPeriod(250);

        events.assertIsSatisfied();
        assertThat(order).hasSize(2).last().asString().contains("'shop'").contains("could not be deleted");
    }

    @Test
    @DisplayName("A deletion is retried after an unavailable service")
    void aFailedDeletionIsRetried() throws Exception {
        onGet("/bulk?name=shop", json(ENDED.response()));
        inTurn(DELETE, json("{\"error\":\"down\"}").withStatus(503), json("{\"response\":\"Successfully deleted job.\"}"));

        MockEndpoint events = route(0);
        events.expectedMessageCount(1);

        events.assertIsSatisfied();
        await().untilAsserted(() -> assertThat(requests()).filteredOn(("GET " + DELETE)::equals).hasSize(2));
        assertThat(order).containsExactly("route");
    }

    private MockEndpoint route(int failures) throws Exception {
        if (context.getRegistry().lookupByName("reports") == null) {
            context.getRegistry().bind("reports", new Reports(new CopyOnWriteArrayList<>()));
        }
        int[] left = { failures };
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:bulk/shop?startFrom=earliest&deleteAfterCompletion=true&exceptionHandler=#reports"))
                        .process(exchange -> {
                            assertThat(requests()).doesNotContain("GET " + DELETE);
                            order.add("route");
                            if (left[0]-- > 0) {
                                throw new IllegalStateException("The route cannot");
                            }
                        }).to("mock:events");
            }
        });
        return getMockEndpoint("mock:events");
    }
}
