/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("An idempotentRepository contains the handled events")
class ConsumerIdempotentRepositoryTest extends DiffbotTestSupport {

    private static final String ID = "bulk/shop/1770000000/-/-/ended/1770000500";
    /** The first poll checks the repository: the end may have been handled before Diffbot reported its time. */
    private static final String WITHOUT_TIME = "contains bulk/shop/1770000000/-/-/ended/p0";

    private final RecordingRepository repository = new RecordingRepository();

    @Test
    @DisplayName("The repository is checked before the route and updated after it")
    void isCheckedBeforeAndUpdatedAfterTheRoute() throws Exception {
        MockEndpoint events = route("diffbot:bulk/shop?startFrom=earliest&idempotentRepository=#memory", 0);
        events.expectedMessageCount(1);

        events.assertIsSatisfied();
        await().untilAsserted(() -> assertThat(repository.calls())
                .containsExactly(WITHOUT_TIME, "contains " + ID, "route", "add " + ID, "confirm " + ID));
        assertThat(repository.isStarted()).isTrue();
    }

    @Test
    @DisplayName("The repository does not contain an event before its route succeeds")
    void doesNotContainAFailedEvent() throws Exception {
        MockEndpoint events = route("diffbot:bulk/shop?startFrom=earliest&idempotentRepository=#memory", 1);
        events.expectedMessageCount(1);

        events.assertIsSatisfied();
        await().untilAsserted(() -> assertThat(repository.calls()).containsExactly(
                WITHOUT_TIME, "contains " + ID, "route", "contains " + ID, "route", "add " + ID, "confirm " + ID));
    }

    @Test
    @DisplayName("Events in the repository are neither delivered nor downloaded")
    void handledEventsAreNeitherDeliveredNorDownloaded() throws Exception {
        repository.add(ID);
        MockEndpoint events = route("diffbot:bulk/shop?startFrom=earliest&idempotentRepository=#memory&fetch=data", 0);
        await().until(() -> repository.calls().contains("contains " + ID));
        events.expectedMessageCount(0);
        events.setAssertPeriod(300);

        events.assertIsSatisfied();
        assertThat(repository.calls()).contains("contains " + ID).doesNotContain("route");
        assertThat(requests()).noneMatch(request -> request.contains("/data"));
    }

    @Test
    @DisplayName("An event is delivered again after the repository has failed")
    void afterItsFailureTheEventIsDeliveredAgain() throws Exception {
        repository.failing(2);
        MockEndpoint events = route("diffbot:bulk/shop?startFrom=earliest&idempotentRepository=#memory", 0);
        events.expectedMessageCount(3);
        events.setAssertPeriod(250);

        events.assertIsSatisfied();
    }

    @Test
    @DisplayName("The key is evaluated before the route can change headers")
    void theKeyIsMadeBeforeTheRouteChangesHeaders() throws Exception {
        MockEndpoint events = route(
                "diffbot:bulk/shop?startFrom=earliest&idempotentRepository=#memory&idempotentKey=RAW(orders-${header.CamelDiffbotJobName})",
                0);
        events.expectedMessageCount(1);

        events.assertIsSatisfied();
        await().untilAsserted(() -> assertThat(repository.calls()).isEqualTo(
                List.of("contains orders-shop", "contains orders-shop", "route", "add orders-shop", "confirm orders-shop")));
    }

    private MockEndpoint route(String uri, int failures) throws Exception {
        context.getRegistry().bind("memory", repository);
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));
        int[] left = { failures };
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast(uri)).process(exchange -> {
                    repository.note("route");
                    exchange.getMessage().removeHeaders("*");
                    if (left[0]-- > 0) {
                        throw new IllegalStateException("The route cannot");
                    }
                }).to("mock:events");
            }
        });
        return getMockEndpoint("mock:events");
    }
}
