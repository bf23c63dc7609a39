/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.internal.wait.JobWaiter;
import io.github.cameldiffbot.internal.wait.PendingWait;
import io.github.cameldiffbot.internal.wait.PollIntervals;
import io.github.cameldiffbot.internal.wait.WaitOwner;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobType;
import io.github.cameldiffbot.job.Jobs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.cameldiffbot.job.Jobs.bulk;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Clocks that jump or differ, and missing times, neither lose nor invent events")
class ClockDifferenceTest {

    private static final long NOW = 1770000000;
    private static final long AFTER_2038 = 4102444800L;

    private final JobTracker tracker
            = new JobTracker(JobSelector.matching(JobType.job, name -> true), EventSelection.parse("all"), false);

    @ParameterizedTest
    @ValueSource(longs = { 3600, -3600, 86_400 * 400L })
    @FaultCase("C2")
    @DisplayName("A jump of the server's clock is not an event")
    void aServerClockThatJumpsIsNoEvent(long jump) {
        poll(bulk("a").status(7).with("currentTimeUTC", NOW));
        poll(bulk("a").status(7).with("currentTimeUTC", NOW + jump));

        assertThat(delivered()).isEmpty();

        poll(bulk("a").status(9).completed(NOW + 5).with("currentTimeUTC", NOW + 10));
        assertThat(delivered()).extracting(event -> event.type().name()).containsExactly("completed");
    }

    /** Intervals, timeouts and grace use a monotonic clock of this process; the server's clock differs widely here. */
    @ParameterizedTest
    @ValueSource(longs = { -86_400 * 365L, 0, 86_400 * 365L })
    @FaultCase({ "C1", "C2" })
    @DisplayName("Waits depend neither on the server's clock nor on the system time")
    void waitsGoByNeitherClockOnTheWall(long skew) {
        ManualTimer timer = new ManualTimer();
        List<Long> polls = new ArrayList<>();
        List<String> ends = new ArrayList<>();
        Jobs job = bulk("a").status(7).created(NOW + skew).with("currentTimeUTC", NOW + skew);
        JobWaiter waits = new JobWaiter(new SharedJobPoller(new JobQueries() {
            @Override
            public List<Job> list() {
                throw new AssertionError();
            }

            @Override
            public Optional<Job> find(JobType type, String name) {
                polls.add(timer.now());
                return Optional.of(job.job());
            }
        }, timer::now), timer, Runnable::run, Runnable::run,
                new PollIntervals(Duration.ofSeconds(2), Duration.ofSeconds(60)), 10,
                timer::now);
        waits.startWait(
                wait(Duration.ofMinutes(10), outcome -> ends.add(outcome.end().name())), JobType.bulk, "a", job.job());

        timer.advance(Duration.ofMinutes(9));
        assertThat(polls).hasSizeBetween(20, 60);
        assertThat(ends).isEmpty();
        timer.advance(Duration.ofMinutes(1));
        assertThat(ends).containsExactly("timeout");
    }

    /** A machine that slept: one poll after it wakes up, and no burst of the missed ones. */
    @Test
    @FaultCase("C1")
    @DisplayName("After a machine slept there is one poll, and no burst of missed ones")
    void aMachineThatSleptDoesNotCatchUp() {
        ManualTimer timer = new ManualTimer();
        List<Long> polls = new ArrayList<>();
        JobWaiter waits = new JobWaiter(new SharedJobPoller(new JobQueries() {
            @Override
            public List<Job> list() {
                throw new AssertionError();
            }

            @Override
            public Optional<Job> find(JobType type, String name) {
                polls.add(timer.now());
                return Optional.of(bulk(name).status(7).job());
            }
        }, timer::now), timer, Runnable::run, Runnable::run,
                new PollIntervals(Duration.ofSeconds(2), Duration.ofSeconds(60)), 10,
                timer::now);
        waits.startWait(wait(Duration.ofDays(2), outcome -> {
        }), JobType.bulk, "a", bulk("a").status(7).job());

        timer.pass(Duration.ofHours(8));
        timer.advance(Duration.ofSeconds(1));

        assertThat(polls).hasSize(1);
        assertThat(timer.untilNext()).hasValueSatisfying(next -> assertThat(next).isGreaterThan(Duration.ofSeconds(50)));
    }

    @Test
    @FaultCase("C4")
    @DisplayName("Events with missing or distant times have different ids")
    void missingOrDistantTimesStillDistinguishEvents() {
        Set<String> ids = new LinkedHashSet<>();
        for (long time : new long[] { 0, -1, Integer.MAX_VALUE, Integer.MAX_VALUE + 1L, AFTER_2038 }) {
            JobTracker own = new JobTracker(
                    JobSelector.matching(JobType.job, name -> true), EventSelection.parse("completion"), false);
            own.observe(new JobSnapshot(List.of(bulk("a").status(7).created(time).job())));
            own.observe(new JobSnapshot(List.of(bulk("a").status(9).created(time).completed(time).job())));
            List<JobEvent> events = own.claim(10, Set.of());
            assertThat(events).hasSize(1);
            ids.add(events.get(0).id());
        }
        assertThat(ids).hasSize(5).allMatch(id -> id.startsWith("bulk/a/"));
    }

    @Test
    @FaultCase("C4")
    @DisplayName("A job without any time is followed to its end")
    void aJobWithoutAnyTimeIsFollowedToItsEnd() {
        poll(withoutTimes(0));
        poll(withoutTimes(7));
        poll(withoutTimes(9));
        poll(withoutTimes(9));

        assertThat(delivered()).extracting(event -> event.type().name()).containsExactly("started", "completed");
    }

    private static PendingWait wait(Duration timeout, PendingWait.Listener listener) {
        WaitOwner owner = new WaitOwner() {
            @Override
            public boolean isStopping() {
                return false;
            }

            @Override
            public void addWaits(int change) {
                // no poll
            }
        };
        return new PendingWait(owner, null, timeout, false, listener);
    }

    private static Jobs withoutTimes(int status) {
        return bulk("a").created(0).completed(0).status(status);
    }

    private void poll(Jobs... jobs) {
        tracker.observe(new JobSnapshot(List.of(jobs).stream().map(Jobs::job).toList()));
    }

    /** Handles all pending events. */
    private List<JobEvent> delivered() {
        List<JobEvent> delivered = new ArrayList<>();
        for (List<JobEvent> events = tracker.claim(10, Set.of()); !events.isEmpty(); events = tracker.claim(10, Set.of())) {
            events.forEach(tracker::acknowledge);
            delivered.addAll(events);
        }
        return delivered;
    }
}
