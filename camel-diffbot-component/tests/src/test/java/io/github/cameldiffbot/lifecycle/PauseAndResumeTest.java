/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import io.github.cameldiffbot.job.Job;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A job is paused and resumed")
class PauseAndResumeTest extends LifeCycleSupport {

    @JobOfEachType
    @DisplayName("A paused job does no work until it is resumed")
    void andOnlyThenWorks(String type, String asked) throws Exception {
        start("type", asked);
        sandbox().hold();
        make(type, "life");
        Job paused = job("direct:pause", null);
        assertThat(paused.getType()).isEqualTo(type);
        assertThat(paused.getStatus().getCode()).isEqualTo(6);
        sandbox().release();
        // another job gets all the time that this one would have had
        make(type, "other");
        awaitStatus("other", 9);
        assertThat(sandboxJob("life").status()).isEqualTo(6);
        assertThat(sandboxJob("life").objectsFound()).isZero();

        Job resumed = job("direct:resume", null);
        assertThat(resumed.getStatus().getCode()).isIn(0, 7, 9);
        awaitStatus("life", 9);
        assertThat(sandboxJob("life").objectsFound()).isEqualTo(1);
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:pause").to("diffbot:{{type}}/life?operation=pause");
                from("direct:resume").to("diffbot:{{type}}/life?operation=resume");
            }
        };
    }
}
