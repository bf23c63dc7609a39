/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.cameldiffbot.internal.watch.JobSelector;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.github.cameldiffbot.job.Jobs.bulk;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Waits poll as often as their jobs need")
class JobWaiterPollIntervalTest extends JobWaiterTestSupport {

    @Test
    @DisplayName("A job that has ended needs no poll")
    void anEndedJobNeedsNoPoll() {
        park(bulk("a").status(9));

        assertThat(ends).containsExactly("a done 9");
        assertThat(timer.tasks()).isZero();
        assertThat(polls).isEmpty();
    }

    @Test
    @DisplayName("A young job is polled often and an old one rarely")
    void aYoungJobIsPolledOftenAndAnOldOneRarely() {
        park(bulk("a").status(7));

        timer.advance(Duration.ofSeconds(20));
        assertThat(gaps()).allMatch(gap -> gap.equals(LEAST));

        timer.advance(Duration.ofMinutes(5));
        Duration later = timer.untilNext().orElseThrow();
        assertThat(lastGap()).isGreaterThan(Duration.ofSeconds(25)).isLessThan(MOST);
        assertThat(later).isPositive();

        timer.advance(Duration.ofHours(1));
        assertThat(lastGap()).isEqualTo(MOST);
    }

    @Test
    @DisplayName("A paused job is polled rarely")
    void aPausedJobIsPolledRarely() {
        park(bulk("a").status(6));

        timer.advance(Duration.ofMinutes(10));

        assertThat(gaps()).allMatch(gap -> gap.equals(MOST));
    }

    @Test
    @DisplayName("The job with the shortest interval sets that of the poll")
    void theMostUrgentJobSetsThePace() {
        park(bulk("paused").status(6));
        timer.advance(Duration.ofSeconds(1));
        park(bulk("young").status(7));

        timer.advance(Duration.ofSeconds(10));

        assertThat(gaps()).isNotEmpty().allMatch(gap -> gap.equals(LEAST));
    }

    @Test
    @DisplayName("A failing service is polled less and less, and a later success ends the waits")
    void aFailingServiceIsPolledLessAndLess() {
        trouble = new IllegalStateException("down");
        park(bulk("a").status(7));

        timer.advance(Duration.ofMinutes(5));
        assertThat(gaps().subList(0, 3)).containsExactly(
                LEAST.multipliedBy(2), LEAST.multipliedBy(4), LEAST.multipliedBy(8));
        assertThat(lastGap()).isEqualTo(MOST);
        assertThat(ends).isEmpty();

        trouble = null;
        server.put("a", bulk("a").status(9));
        timer.advance(MOST);
        assertThat(ends).containsExactly("a done 9");
    }

    @Test
    @DisplayName("An Error in a poll does not stop the polls")
    void anErrorInAPollIsNotTheLastPoll() {
        park(bulk("a").status(7));
        duringPoll = () -> {
            duringPoll = () -> {
            };
            throw new AssertionError("This should not happen, but must not end the looks");
        };
        timer.advance(LEAST);
        server.put("a", bulk("a").status(9));

        timer.advance(MOST);

        assertThat(ends).containsExactly("a done 9");
    }

    @Test
    @DisplayName("The existence of a job is polled once a tick, for all callers")
    void existenceCostsOneCallATick() {
        for (int i = 0; i < 3; i++) {
            server.put("job" + i, bulk("job" + i).status(7));
        }
        await("job0", DAY);
        timer.advance(Duration.ofMillis(500));
        await("job1", DAY);
        timer.advance(Duration.ofMillis(500));
        await("job2", DAY);

        timer.advance(Duration.ofSeconds(1));

        assertThat(polls).hasSize(2);
        assertThat(waits.report(10)).extracting(AwaitedJobInfo::waits).containsExactly(1, 1, 1);
    }

    @Test
    @DisplayName("A wait that begins while a poll waits for a thread is served by this poll, and requests no other")
    void waitBeforeADelayedPoll() {
        List<Runnable> delayed = new ArrayList<>();
        pollers = delayed::add;
        server.put("job0", bulk("job0").status(7));
        server.put("job1", bulk("job1").status(7));
        await("job0", DAY);
        timer.advance(Duration.ofMillis(500));
        await("job1", DAY);

        delayed.remove(0).run();

        assertThat(waits.report(10)).extracting(AwaitedJobInfo::waits).containsExactly(1, 1);
        timer.advance(LEAST.minusNanos(1));
        assertThat(delayed).isEmpty();
        timer.advance(Duration.ofNanos(1));
        assertThat(delayed).hasSize(1);
    }

    @Test
    @DisplayName("A poll by another caller is the only one in its interval, and ends the waits that began before it")
    void pollsOfOthers() {
        JobSelector all = JobSelector.matching(JobType.job, name -> true);
        watcher.add(all);
        park(bulk("a").status(7));
        timer.advance(LEAST.minusMillis(2));
        server.put("a", bulk("a").status(9));
        watcher.poll(all, LEAST);
        timer.advance(Duration.ofMillis(1));
        park(bulk("b").status(7));

        timer.advance(Duration.ofMillis(1));
        assertThat(ends).containsExactly("a done 9");
        assertThat(polls).hasSize(1);

        timer.advance(LEAST.minusMillis(2));
        assertThat(gaps()).containsExactly(LEAST);
    }

    @Test
    @DisplayName("A hint advances the next poll, within the shortest interval")
    void aHintAdvancesTheNextPollWithinTheMinimumInterval() {
        park(bulk("a").status(6));
        timer.advance(Duration.ofSeconds(30));
        server.put("a", bulk("a").status(9));

        waits.pollNow();
        timer.advance(Duration.ZERO);
        assertThat(ends).containsExactly("a done 9");

        park(bulk("b").status(6));
        for (int i = 0; i < 10; i++) {
            waits.pollNow();
            timer.advance(Duration.ofMillis(100));
        }
        assertThat(polls).hasSize(1);
        timer.advance(LEAST);
        assertThat(polls).hasSize(2);
    }

    @Test
    @DisplayName("Ended waits leave no selector in the poller")
    void endedWaitsLeaveNoSelectorBehind() {
        JobSelector other = JobSelector.named(JobType.bulk, "z");
        park(bulk("a").status(7));
        waits.stop(owner::equals, WaitEnd.stopped);
        server.put("z", bulk("z").status(7));

        // if the selector of a remained, this would be a call for the list
        assertThat(watcher.poll(other, Duration.ZERO).covers(JobSelector.named(JobType.bulk, "a"))).isFalse();
    }
}
