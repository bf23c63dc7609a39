/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.util.List;

import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Finished jobs are deleted once they are read")
class FinishedJobDeletionTest extends LifeCycleSupport {

    @ParameterizedTest
    @ValueSource(strings = { "bulk", "crawl" })
    @DisplayName("A finished job is deleted once its records are read")
    void onceTheirRecordsAreRead(String type) throws Exception {
        start();
        make(type, "life");
        make(type, "other");
        await().until(() -> sandboxJob("life") == null);
        assertThat(sandboxJob("other")).isNotNull();
        assertThat(bodies()).hasSize(1).first().asString().contains("notes/7");
    }

    @Test
    @DisplayName("A failed job is deleted")
    void alsoThoseThatFailed() throws Exception {
        start();
        bulk("life", page("no-such-page"));
        await().until(() -> sandboxJob("life") == null);
    }

    @Test
    @DisplayName("A job whose end is first seen during maintenance is deleted after the maintenance")
    void afterMaintenance() throws Exception {
        start();
        context.getRouteController().stopRoute("read");
        bulk("life", page("notes/7"));
        awaitStatus("life", 9);
        sandbox().maintenance(true);
        context.getRouteController().startRoute("read");
        await().untilAsserted(() -> assertThat(bodies()).hasSize(1));
        awaitPolls();
        assertThat(sandboxJob("life").status()).isEqualTo(8);

        sandbox().maintenance(false);

        await().until(() -> sandboxJob("life") == null);
        assertThat(bodies()).hasSize(1);
    }

    @Test
    @DisplayName("A job between two rounds is not deleted")
    void butNotBetweenTwoRounds() throws Exception {
        start();
        crawl("life", "maxHops=0&repeat=1", page("about"));
        await().untilAsserted(() -> assertThat(bodies()).hasSize(1));
        awaitPolls();
        assertThat(sandboxJob("life").status()).isEqualTo(4);
    }

    private List<Object> bodies() {
        return events().stream().map(event -> event.getMessage().getBody()).toList();
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:job/life?fetch=data&deleteAfterCompletion=true&startFrom=earliest&delay=50&initialDelay=0")
                        .routeId("read")
                        .split(body()).streaming().convertBodyTo(String.class).to("mock:events");
            }
        };
    }
}
