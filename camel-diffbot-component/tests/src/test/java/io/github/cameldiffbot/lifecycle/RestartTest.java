/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.time.Duration;

import io.github.cameldiffbot.job.Job;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A job is restarted")
class RestartTest extends LifeCycleSupport {

    @JobOfEachType
    @DisplayName("A restarted job does its work again")
    void andDoesItsWorkAgain(String type, String asked) throws Exception {
        start("type", asked);
        long created = make(type, "life").getJobCreationTimeUTC();
        awaitStatus("life", 9);
        assertThat(sandboxJob("life").objectsFound()).isEqualTo(1);
        sandbox().clock().advance(Duration.ofHours(1));
        sandbox().hold();

        Job restarted = job("direct:restart", null);
        assertThat(restarted.getType()).isEqualTo(type);
        // initializing, or already in progress
        assertThat(restarted.getStatus().getCode()).isIn(0, 7);
        assertThat(restarted.getJobCreationTimeUTC()).isEqualTo(created + 3600);
        assertThat(sandboxJob("life").objectsFound()).isZero();

        sandbox().release();
        awaitStatus("life", 9);
        assertThat(sandboxJob("life").objectsFound()).isEqualTo(1);
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:restart").to("diffbot:{{type}}/life?operation=restart");
            }
        };
    }
}
