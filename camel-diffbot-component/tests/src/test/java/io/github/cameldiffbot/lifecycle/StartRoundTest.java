/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import io.github.cameldiffbot.job.Job;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A round is started by hand")
class StartRoundTest extends LifeCycleSupport {

    @ParameterizedTest(name = "diffbot:{0}")
    @ValueSource(strings = { "crawl", "job" })
    @DisplayName("startRound starts a round before it is due")
    void beforeItIsDue(String asked) throws Exception {
        start("type", asked);
        crawl("life", "maxHops=0&repeat=7&onlyProcessIfNew=false", page("about"));
        awaitStatus("life", 4);
        assertThat(sandboxJob("life").roundsCompleted()).isEqualTo(1);
        assertThat(sandboxJob("life").objectsFound()).isEqualTo(1);

        Job job = job("direct:startRound", null);
        assertThat(job.getType()).isEqualTo("crawl");
        await().untilAsserted(() -> assertThat(sandboxJob("life").objectsFound()).isEqualTo(2));
        awaitStatus("life", 4);
        assertThat(sandboxJob("life").roundsCompleted()).isGreaterThan(1);
        assertThat(sandboxJob("life").toJson().path("pageCrawlAttempts").asInt()).isEqualTo(2);
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:startRound").to("diffbot:{{type}}/life?operation=startRound");
            }
        };
    }
}
