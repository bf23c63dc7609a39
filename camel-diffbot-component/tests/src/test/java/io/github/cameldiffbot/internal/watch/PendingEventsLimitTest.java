/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.Jobs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A job with a thousand unhandled events keeps its ends")
class PendingEventsLimitTest {

    private static final Job JOB = Jobs.bulk("a").job();

    private final TrackedJob tracked = new TrackedJob();

    private void add(JobEventType type, int number) {
        tracked.add(new JobEvent(type, type + "/" + number, JOB, null, 0));
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (JobEvent next = tracked.claim(Set.of()); next != null; next = tracked.claim(Set.of())) {
            ids.add(next.id());
            tracked.acknowledge(next);
        }
        return ids;
    }

    @Test
    @DisplayName("The oldest event that is no end is dropped, but not the first, which may be claimed")
    void dropsOldest() {
        add(JobEventType.paused, 0);
        add(JobEventType.completed, 1);
        add(JobEventType.failed, 2);
        add(JobEventType.paused, 3);
        for (int i = 4; i < 1_000; i++) {
            add(JobEventType.roundCompleted, i);
        }

        add(JobEventType.paused, 1_000);

        assertThat(ids()).hasSize(1_000).startsWith("paused/0", "completed/1", "failed/2", "roundCompleted/4")
                .endsWith("roundCompleted/999", "paused/1000");
    }

    @Test
    @DisplayName("A thousand ends are bounded, too: the newest before the added one is dropped")
    void onlyEnds() {
        for (int i = 0; i < 1_001; i++) {
            add(JobEventType.roundCompleted, i);
        }

        assertThat(ids()).hasSize(1_000).startsWith("roundCompleted/0", "roundCompleted/1")
                .endsWith("roundCompleted/998", "roundCompleted/1000");
    }
}
