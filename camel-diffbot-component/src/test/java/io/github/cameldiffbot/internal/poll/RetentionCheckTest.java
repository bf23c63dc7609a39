/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.poll;

import java.time.Duration;
import java.util.List;

import io.github.cameldiffbot.LoggedLines;
import io.github.cameldiffbot.internal.watch.EventSelection;
import io.github.cameldiffbot.internal.watch.JobSelector;
import io.github.cameldiffbot.internal.watch.JobSnapshot;
import io.github.cameldiffbot.internal.watch.JobTracker;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import io.github.cameldiffbot.job.Jobs;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetentionCheckTest {

    @AutoClose
    private final LoggedLines log = new LoggedLines();
    private final RetentionCheck check = new RetentionCheck(Duration.ofDays(10));
    private final JobTracker jobs = new JobTracker(
            JobSelector.matching(JobType.job, name -> true), EventSelection.parse("completion,expiring"), true);

    @BeforeEach
    void unhandledEnd() {
        Job ended = Jobs.bulk("forgotten-report").status(9).completed(1_770_000_100)
                .with("currentTimeUTC", 1_770_000_100 + Duration.ofDays(8).toSeconds()).job();
        jobs.observe(new JobSnapshot(List.of(ended)));
    }

    @Test
    @DisplayName("A repository that fails does not fail the poll, and the next poll warns")
    void repositoryFails() {
        check.check(jobs, event -> {
            throw new IllegalStateException("the database is away");
        }, "events");
        assertThat(warnings()).isZero();
        assertThat(jobs.pendingEvents()).isEqualTo(1);

        check.check(jobs, event -> false, "events");
        check.check(jobs, event -> false, "events");
        assertThat(warnings()).isOne();
        assertThat(jobs.pendingEvents()).isEqualTo(2);
    }

    @Test
    @DisplayName("An end that another node has handled is not warned of")
    void handledElsewhere() {
        check.check(jobs, event -> true, "events");

        assertThat(warnings()).isZero();
        assertThat(jobs.pendingEvents()).isEqualTo(1);
    }

    private long warnings() {
        return log.lines().stream().filter(line -> line.contains("Job 'forgotten-report' ended 8 days ago")).count();
    }
}
