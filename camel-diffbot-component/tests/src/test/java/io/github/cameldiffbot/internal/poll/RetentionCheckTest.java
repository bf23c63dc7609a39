/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.poll;

import java.time.Duration;
import java.util.List;
import java.util.Set;

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

@DisplayName("Unhandled ends are reported before Diffbot deletes them")
class RetentionCheckTest {

    private static final long NOW = 1_780_000_000;

    @AutoClose
    private final LoggedLines log = new LoggedLines();
    private final RetentionCheck check = new RetentionCheck(Duration.ofDays(10));
    private final JobTracker jobs = new JobTracker(
            JobSelector.matching(JobType.job, name -> true), EventSelection.parse("completion,expiring"), true);

    @BeforeEach
    void unhandledEnd() {
        jobs.observe(new JobSnapshot(List.of(job("forgotten-report", 8))));
    }

    @Test
    @DisplayName("A repository that fails does not fail the poll, and the next poll warns")
    void repositoryFails() {
        check.check(jobs, event -> {
            throw new IllegalStateException("the database is away");
        }, "route events");
        assertThat(warnings()).isZero();
        assertThat(jobs.pendingEvents()).isEqualTo(1);

        check.check(jobs, event -> false, "route events");
        check.check(jobs, event -> false, "route events");
        assertThat(warnings()).isOne();
        assertThat(jobs.pendingEvents()).isEqualTo(2);
    }

    @Test
    @DisplayName("An end that another node has handled is not warned of")
    void handledElsewhere() {
        check.check(jobs, event -> true, "route events");

        assertThat(warnings()).isZero();
        assertThat(jobs.pendingEvents()).isEqualTo(1);
    }

    @Test
    @DisplayName("A job that is deleted before its end was handled is reported once, but not one whose end was handled or is not old")
    void deleted() {
        jobs.observe(new JobSnapshot(List.of(job("forgotten-report", 8), job("stored", 8), job("young", 1))));
        check.check(jobs, event -> false, "route events");
        jobs.claim(9, Set.of()).stream().filter(event -> event.job().getName().equals("stored")).forEach(jobs::acknowledge);
        check.check(jobs, event -> false, "route events");
        assertThat(losses()).isEmpty();

        jobs.observe(new JobSnapshot(List.of()));
        check.check(jobs, event -> false, "route events");
        assertThat(losses()).isEmpty();
        jobs.observe(new JobSnapshot(List.of()));
        check.check(jobs, event -> false, "route events");
        check.check(jobs, event -> false, "route events");

        assertThat(losses()).singleElement().asString()
                .contains("WARN", "Job 'forgotten-report' was deleted before route events handled its end");
    }

    private List<String> losses() {
        return log.lines().stream().filter(line -> line.contains("was deleted before")).toList();
    }

    private static Job job(String name, int days) {
        return Jobs.bulk(name).status(9).created(NOW - Duration.ofDays(days + 1).toSeconds())
                .completed(NOW - Duration.ofDays(days).toSeconds()).with("currentTimeUTC", NOW).job();
    }

    private long warnings() {
        return log.lines().stream().filter(line -> line.contains("Job 'forgotten-report' ended 8 days ago")).count();
    }
}
