/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import io.github.cameldiffbot.job.JobEventType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Events are selected by names and groups")
class EventSelectionTest {

    @Test
    @DisplayName("Names and groups can be mixed")
    void namesAndGroupsCanBeMixed() {
        assertThat(EventSelection.parse("completion, paused ,")).containsExactlyInAnyOrder(JobEventType.roundCompleted,
                JobEventType.completed, JobEventType.failed, JobEventType.paused);
    }

    @Test
    @DisplayName("A selection names an event by its name in any case, and not by a group")
    void names() {
        assertThat(EventSelection.names("completion, Expiring", JobEventType.expiring)).isTrue();
        assertThat(EventSelection.names("completion,all", JobEventType.completed)).isFalse();
    }

    @Test
    @DisplayName("The group all contains every event")
    void allIsEverything() {
        assertThat(EventSelection.parse("all")).containsExactlyInAnyOrder(JobEventType.values());
    }

    @Test
    @DisplayName("An unknown name is an error with the known ones")
    void aWrongNameIsSaidWithTheRightOnes() {
        assertThatThrownBy(() -> EventSelection.parse("completed,finished")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'finished'").hasMessageContaining("roundCompleted").hasMessageContaining("completion");
    }

    @Test
    @DisplayName("An empty selection is an error")
    void nothingAtAllIsAnError() {
        assertThatThrownBy(() -> EventSelection.parse(" , ")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("events is empty");
    }
}
