/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.poll;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.LoggedLines;
import io.github.cameldiffbot.internal.watch.JobEventDetector;
import io.github.cameldiffbot.internal.watch.UnhandledEnd;
import io.github.cameldiffbot.job.Job;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetentionCheckTest {

    @AutoClose
    private final LoggedLines log = new LoggedLines();
    private final RetentionCheck check = new RetentionCheck(Duration.ofDays(10));
    private final List<UnhandledEnd> ends = List.of(new UnhandledEnd(
            JobEventDetector.deleted(Job.of(Map.of("name", "forgotten-report", "type", "bulk"))), Duration.ofDays(8)));

    @Test
    @DisplayName("A repository that fails does not fail the poll, and the next poll warns")
    void repositoryFails() {
        check.check(ends, event -> {
            throw new IllegalStateException("the database is away");
        }, "events");
        assertThat(warnings()).isZero();

        check.check(ends, event -> false, "events");
        check.check(ends, event -> false, "events");
        assertThat(warnings()).isOne();
    }

    @Test
    @DisplayName("An end that another node has handled is not warned of")
    void handledElsewhere() {
        check.check(ends, event -> true, "events");

        assertThat(warnings()).isZero();
    }

    private long warnings() {
        return log.lines().stream().filter(line -> line.contains("Job 'forgotten-report' ended 8 days ago")).count();
    }
}
