/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.DiffbotConstants;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A job over its budget has an event")
class OverBudgetTest extends LifeCycleSupport {

    @TempDir
    Path folder;
    private final MemoryStateRepository contexts = new MemoryStateRepository();
    private GatedSite site;

    @BeforeEach
    void openSite() {
        site = new GatedSite();
    }

    @AfterEach
    void closeSite() {
        site.close();
    }

    @Test
    @DisplayName("A running job raises the event once when it has cost more than the limit, also after a restart")
    void running() throws Exception {
        start("overBudget,completed");
        bulk("shop", site.page("1"), site.page("2"), site.page("3"), site.page("gated"));

        awaitEvents("overBudget");
        assertThat(credits()).isEqualTo(List.of(3L));
        assertThat(sandboxJob("shop").status()).isEqualTo(7);
        stop();
        start("overBudget,completed");
        awaitPolls();
        assertThat(events()).isEmpty();
        site.open();
        awaitEvents("completed");
    }

    @Test
    @DisplayName("A process that was killed in the route raises the event again, with the same id")
    void sameId() throws Exception {
        start("overBudget");
        bulk("shop", site.page("1"), site.page("2"), site.page("3"), site.page("gated"));
        awaitEvents("overBudget");
        String id = eventIds().get(0);
        stop();
        assertThat(folder.resolve("handled.txt")).content().contains(id);
        assertThat(folder.resolve("handled.txt").toFile().delete()).isTrue();
        site.open();

        start("overBudget");

        awaitEvents("overBudget");
        assertThat(eventIds()).containsExactly(id);
        assertThat(id).matches("bulk/shop/\\d+/-/-/overBudget/2");
    }

    @Test
    @DisplayName("An excess that the first poll finds after the end comes before the end, both with the carried headers")
    void firstSeenAtTheEnd() throws Exception {
        start("overBudget,completion");
        context.getRouteController().stopRoute("events");
        context.createFluentProducerTemplate()
                .to("diffbot:crawl/shop?maxToProcess=3&maxHops=0&carry=order&contextRepository=#contexts")
                .withHeader("order", 7).withBody(List.of(site.page("1"), site.page("2"), site.page("3"))).send();
        awaitStatus("shop", 3);

        context.getRouteController().startRoute("events");

        awaitEvents("overBudget", "completed");
        assertThat(credits()).containsExactly(3L, 3L);
        assertThat(events()).allSatisfy(event -> assertThat(event.getMessage().getHeader("order")).isEqualTo(7));
    }

    private List<Long> credits() {
        return events().stream().map(OverBudgetTest::credits).toList();
    }

    private static Long credits(Exchange event) {
        return event.getMessage().getHeader(DiffbotConstants.CREDITS, Long.class);
    }

    private void start(String events) throws Exception {
        start(Map.of("handled", FileIdempotentRepository.fileIdempotentRepository(folder.resolve("handled.txt").toFile()),
                "contexts", contexts), "events", events);
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:job?events={{events}}&maxCredits=2&idempotentRepository=#handled&contextRepository=#contexts"
                     + "&delay=50&initialDelay=0").routeId("events").to("mock:events");
            }
        };
    }
}
