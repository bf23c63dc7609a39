/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Checkpoints in memory are limited")
class InMemoryCheckpointsTest {

    @Test
    @DisplayName("The checkpoints that were used last are kept")
    void keepThoseThatWereUsedLast() {
        InMemoryCheckpoints positions = new InMemoryCheckpoints();
        for (int i = 0; i < InMemoryCheckpoints.MAX_CHECKPOINTS; i++) {
            positions.setState("job" + i, "at " + i);
        }
        positions.getState("job0");

        positions.setState("one more", "at 0");

        assertThat(positions.getState("job0")).isEqualTo("at 0");
        assertThat(positions.getState("job1")).isNull();
        assertThat(positions.getState("one more")).isEqualTo("at 0");
    }
}
