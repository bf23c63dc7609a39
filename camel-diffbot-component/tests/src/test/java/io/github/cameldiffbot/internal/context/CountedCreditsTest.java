/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.context;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import io.github.cameldiffbot.job.Job;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Credits of ends are counted once")
class CountedCreditsTest {

    private static final Duration UPTIME = Duration.ofHours(1);
    private static final int RUNNING = 7;
    private static final int FINISHED = 9;
    private static final long NOW = 1_000_000;

    private final MemoryStateRepository repository = new MemoryStateRepository();
    private final CountedCredits process = new CountedCredits();
    private long counted;

    @Test
    @DisplayName("Only what is new since the last end is counted, also by a second consumer of the job")
    void difference() {
        CountedCredits credits = of(process, null);
        credits.count(job(NOW, 1, RUNNING), 10, UPTIME, false, this::add);
        of(process, null).count(job(NOW, 1, RUNNING), 10, UPTIME, false, this::add);
        credits.count(job(NOW, 2, RUNNING), 25, UPTIME, false, this::add);
        credits.count(job(NOW, 1, RUNNING), 10, UPTIME, false, this::add);
        credits.count(job(NOW, 3, FINISHED), 31, UPTIME, false, this::add);

        assertThat(counted).isEqualTo(31);
    }

    @Test
    @DisplayName("Another job of the name and a job of another account are counted from their beginning")
    void otherJobs() {
        CountedCredits credits = of(process, null);
        credits.count(job(NOW, 0, FINISHED), 10, UPTIME, false, this::add);
        credits.count(job(NOW + 5, 0, FINISHED), 4, UPTIME, false, this::add);
        process.of("another", null).count(job(NOW, 0, FINISHED), 10, UPTIME, false, this::add);

        assertThat(counted).isEqualTo(24);
    }

    @Test
    @DisplayName("With a repository the next process continues where the last one stopped, on several nodes too")
    void restart() {
        of(process, () -> repository).count(job(NOW, 1, RUNNING), 10, UPTIME, false, this::add);
        CountedCredits other = of(new CountedCredits(), () -> repository);
        other.count(job(NOW, 2, RUNNING), 25, UPTIME, false, this::add);
        of(process, () -> repository).count(job(NOW, 3, RUNNING), 40, UPTIME, false, this::add);
        assertThat(repository.getState("bulk/shop/credits")).isEqualTo(NOW + ":40");
        other.count(job(NOW, 4, FINISHED), 41, UPTIME, false, this::add);

        assertThat(counted).isEqualTo(41);
        assertThat(repository.getState("bulk/shop/credits")).isEmpty();
    }

    @Test
    @DisplayName("Without a repository an older job of several rounds begins to be counted, a new one is counted at once")
    void olderJob() {
        CountedCredits credits = of(process, null);
        credits.count(job(NOW - UPTIME.toSeconds() - 1, 2, RUNNING), 20, UPTIME, false, this::add);
        assertThat(counted).isZero();
        credits.count(job(NOW - UPTIME.toSeconds() - 1, 3, RUNNING), 30, UPTIME, false, this::add);
        assertThat(counted).isEqualTo(10);

        of(new CountedCredits(), null).count(job(NOW - UPTIME.toSeconds(), 2, RUNNING), 20, UPTIME, false, this::add);
        assertThat(counted).isEqualTo(30);
    }

    @Test
    @DisplayName("A kill before the total is stored counts it again, as nobody has read the meter")
    void killed() {
        CountedCredits killed = of(process, () -> repository);
        killed.count(job(NOW, 1, RUNNING), 10, UPTIME, false, credits -> {
            throw new IllegalStateException("killed");
        });

        of(new CountedCredits(), () -> repository).count(job(NOW, 1, RUNNING), 10, UPTIME, false, this::add);

        assertThat(counted).isEqualTo(10);
    }

    @Test
    @DisplayName("A repository that fails delays the count to the next end")
    void failingRepository() {
        boolean[] failing = { true };
        CountedCredits credits = of(process, () -> {
            if (failing[0]) {
                throw new IllegalStateException("no connection");
            }
            return repository;
        });
        credits.count(job(NOW, 1, RUNNING), 10, UPTIME, false, this::add);
        credits.remove(job(NOW, 1, RUNNING));
        assertThat(counted).isZero();

        failing[0] = false;
        credits.count(job(NOW, 2, RUNNING), 25, UPTIME, false, this::add);

        assertThat(counted).isEqualTo(25);
    }

    @Test
    @DisplayName("An end that is handled again after a kill is not counted again, until it is remembered")
    void handledAgain() {
        of(process, () -> repository).count(job(NOW, 1, FINISHED), 10, UPTIME, true, this::add);
        CountedCredits next = of(new CountedCredits(), () -> repository);
        next.count(job(NOW, 1, FINISHED), 10, UPTIME, true, this::add);
        assertThat(counted).isEqualTo(10);

        next.remove(job(NOW, 1, FINISHED));

        assertThat(repository.getState("bulk/shop/credits")).isEmpty();
    }

    @Test
    @DisplayName("An end that run has counted before the consumer is not counted by the next process")
    void handledAgainBehindRun() {
        CountedCredits credits = of(process, () -> repository);
        credits.count(job(NOW, 1, FINISHED), 10, UPTIME, false, this::add);
        credits.count(job(NOW, 1, FINISHED), 10, UPTIME, true, this::add);

        of(new CountedCredits(), () -> repository).count(job(NOW, 1, FINISHED), 10, UPTIME, true, this::add);

        assertThat(counted).isEqualTo(10);
    }

    @Test
    @DisplayName("A job that does not repeat is counted although the repository fails, and once")
    void failingRepositoryOnce() {
        CountedCredits credits = of(process, () -> {
            throw new IllegalStateException("no connection");
        });
        Job once = Job.of(Map.of("name", "shop", "type", "bulk", "jobCreationTimeUTC", NOW, "currentTimeUTC", NOW + 5,
                "roundsCompleted", 1, "jobStatus", Map.of("status", FINISHED, "message", "")));

        credits.count(once, 10, UPTIME, true, this::add);
        credits.count(once, 10, UPTIME, true, this::add);

        assertThat(counted).isEqualTo(10);
    }

    @Test
    @DisplayName("What the repository has of a deleted job is removed")
    void removed() {
        CountedCredits credits = of(process, () -> repository);
        credits.remove(job(NOW, 1, FINISHED));
        assertThat(repository.getState("bulk/shop/credits")).isNull();
        credits.count(job(NOW, 1, RUNNING), 10, UPTIME, false, this::add);

        credits.remove(job(NOW, 1, FINISHED));

        assertThat(repository.getState("bulk/shop/credits")).isEmpty();
    }

    @Test
    @DisplayName("Only the latest jobs stay in memory")
    void memory() {
        CountedCredits credits = of(process, null);
        for (int i = 0; i < 100_000; i++) {
            credits.count(Job.of(Map.of("name", "job" + i, "type", "bulk")), 1, UPTIME, false, this::add);
        }

        assertThat(counted).isEqualTo(100_000);
        assertThat(process.jobsInMemory()).isEqualTo(10_000);
    }

    private static CountedCredits of(CountedCredits process, Supplier<StateRepository<String, String>> repository) {
        return process.of("account", repository);
    }

    private void add(long credits) {
        counted += credits;
    }

    private static Job job(long created, long rounds, int status) {
        return Job.of(Map.of("name", "shop", "type", "bulk", "jobCreationTimeUTC", created, "currentTimeUTC", NOW, "repeat", 7,
                "roundsCompleted", rounds, "jobStatus", Map.of("status", status, "message", "")));
    }
}
