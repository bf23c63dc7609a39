/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobKey;
import io.github.cameldiffbot.job.JobType;
import io.github.cameldiffbot.job.Jobs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.cameldiffbot.job.Jobs.bulk;
import static io.github.cameldiffbot.job.Jobs.crawl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Time here is that of {@link ManualTimer}: no test waits, and none depends on how fast it runs. */
class JobWaitsTest {

    private static final Duration LEAST = Duration.ofSeconds(2);
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final Duration DAY = Duration.ofDays(1);

    private final ManualTimer timer = new ManualTimer();
    private final Map<String, Jobs> server = new LinkedHashMap<>();
    private final List<Long> looks = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private Runnable duringLook = () -> {
    };
    private RuntimeException trouble;
    private Executor pollers = Runnable::run;
    private WaitExecutor workers = Runnable::run;
    private final TestOwner owner = new TestOwner();
    private final JobWatcher watcher = new JobWatcher(new JobLookup() {
        @Override
        public List<Job> list() {
            return answer(server.values().stream().map(Jobs::job).toList());
        }

        @Override
        public Optional<Job> find(JobType type, String name) {
            return answer(Optional.ofNullable(server.get(name)).map(Jobs::job));
        }

        private <T> T answer(T made) {
            looks.add(timer.now());
            // the answer was made up when the call began
            duringLook.run();
            if (trouble != null) {
                throw trouble;
            }
            return made;
        }
    }, timer::now);
    private final JobWaits waits = new JobWaits(
            watcher, timer, task -> pollers.execute(task), task -> workers.execute(task), new JobWaits.Pace(LEAST, MOST, 3),
            timer::now);

    /** Counts its waits. */
    private static final class TestOwner implements WaitOwner {

        private boolean stopping;
        private int waits;

        @Override
        public boolean isStopping() {
            return stopping;
        }

        @Override
        public void waits(int change) {
            waits += change;
        }
    }

    @Test
    void aJobThatIsOverNeedsNoLook() {
        park(bulk("a").status(9));

        assertThat(ends).containsExactly("a done 9");
        assertThat(timer.tasks()).isZero();
        assertThat(looks).isEmpty();
    }

    @Test
    void aYoungJobIsLookedAtOftenAndAnOldOneSeldom() {
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
    void aJobThatStandsStillIsLookedAtSeldom() {
        park(bulk("a").status(6));

        timer.advance(Duration.ofMinutes(10));

        assertThat(gaps()).allMatch(gap -> gap.equals(MOST));
    }

    @Test
    void theMostUrgentJobSetsThePace() {
        park(bulk("paused").status(6));
        timer.advance(Duration.ofSeconds(1));
        park(bulk("young").status(7));

        timer.advance(Duration.ofSeconds(10));

        assertThat(gaps()).isNotEmpty().allMatch(gap -> gap.equals(LEAST));
    }

    @Test
    @FaultCase("C3")
    void aDeadlineBetweenTwoLooksGetsALastLook() {
        park(bulk("a").status(6), Duration.ofSeconds(75), false);

        timer.advance(Duration.ofSeconds(74));
        assertThat(ends).isEmpty();
        timer.advance(Duration.ofSeconds(1));

        assertThat(ends).containsExactly("a timeout 6");
        assertThat(lastLook()).isEqualTo(timer.now());
        assertThat(timer.tasks()).isZero();
        assertThat(waits.parked()).isZero();
    }

    @Test
    @FaultCase("C3")
    void theLastLookMayFindTheJobOver() {
        park(bulk("a").status(6), Duration.ofSeconds(75), false);
        timer.advance(Duration.ofSeconds(74));
        server.put("a", bulk("a").status(9));

        timer.advance(Duration.ofSeconds(1));

        assertThat(ends).containsExactly("a done 9");
    }

    @Test
    @FaultCase("C3")
    void aDeadlineWithinALookGetsOneOfItsOwn() {
        // polls begin at 2, 4.5, 7, 9.5 seconds
        park(bulk("a").status(7), Duration.ofMillis(12_250), false);
        duringLook = () -> {
            timer.pass(Duration.ofMillis(500));
            if (looks.size() == 5) {
                server.put("a", bulk("a").status(9));
            }
        };

        timer.advance(Duration.ofSeconds(12));
        assertThat(looks).hasSize(5);
        assertThat(timer.now() - lastLook()).isEqualTo(Duration.ofMillis(500).toNanos());
        assertThat(ends).isEmpty();
        timer.advance(LEAST);

        assertThat(ends).containsExactly("a done 9");
    }

    @Test
    @DisplayName("A deadline ends the wait although the poll that began before it was never answered")
    void aPollThatHangsDelaysNoDeadline() {
        List<Runnable> hanging = new ArrayList<>();
        pollers = hanging::add;
        park(bulk("a").status(7), Duration.ofMinutes(1), false);

        timer.advance(Duration.ofMinutes(1));
        assertThat(hanging).hasSize(1);
        assertThat(ends).isEmpty();
        timer.advance(LEAST.plusSeconds(1));

        assertThat(ends).containsExactly("a timeout 7");
        assertThat(waits.parked()).isZero();
        hanging.get(0).run();
        assertThat(ends).hasSize(1);
        assertThat(timer.tasks()).isZero();
    }

    @Test
    @DisplayName("The last poll of a short timeout has a quarter of it to be answered")
    void aShortTimeoutIsNotLateByAWholeTick() {
        pollers = task -> {
        };
        park(bulk("a").status(7), Duration.ofSeconds(1), false);

        timer.advance(Duration.ofMillis(1250));

        assertThat(ends).containsExactly("a timeout 7");
    }

    @ParameterizedTest
    @ValueSource(longs = { Long.MAX_VALUE, Long.MAX_VALUE / 1_000_000 + 1, 1L << 53 })
    @DisplayName("A timeout that is too long to be counted never ends")
    void noDeadlineOverflows(long millis) {
        park(bulk("a").status(7), Duration.ofMillis(millis), false);

        timer.advance(Duration.ofHours(10));

        assertThat(ends).isEmpty();
    }

    @Test
    void deadlinesThatLieCloseTogetherCostOneLook() {
        server.put("a", bulk("a").status(6));
        for (int i = 0; i < 3; i++) {
            park(bulk("a").status(6), Duration.ofSeconds(30), false);
            timer.advance(Duration.ofMillis(100));
        }

        timer.advance(Duration.ofSeconds(60));

        assertThat(ends).hasSize(3).containsOnly("a timeout 6");
        assertThat(looks).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aDeadlineEndsTheWaitAlsoWhileTheServiceIsDown() {
        trouble = new IllegalStateException("down");
        park(bulk("a").status(7), Duration.ofMinutes(1), false);

        timer.advance(Duration.ofMinutes(1));

        assertThat(ends).containsExactly("a timeout 7");
    }

    @Test
    @FaultCase("H6")
    void aNewJobMayBeMissingForAWhile() {
        park(bulk("a").status(0));
        server.clear();

        timer.advance(Duration.ofSeconds(110));
        assertThat(ends).isEmpty();

        server.put("a", bulk("a").status(9));
        timer.advance(MOST);
        assertThat(ends).containsExactly("a done 9");
    }

    @Test
    @FaultCase("H6")
    void butNotForEver() {
        park(bulk("a").status(0));
        server.clear();

        timer.advance(Duration.ofMinutes(4));

        assertThat(ends).containsExactly("a gone 0");
    }

    @Test
    @FaultCase("S3")
    void aJobThatWasSeenIsGoneWhenTwoLooksMissIt() {
        park(bulk("a").status(7));
        timer.advance(LEAST);
        server.clear();

        timer.advance(LEAST);
        assertThat(ends).isEmpty();
        timer.advance(LEAST);
        assertThat(ends).containsExactly("a gone 7");
    }

    @Test
    void oneLookThatMissesItIsNoEnd() {
        park(bulk("a").status(7));
        timer.advance(LEAST);
        Jobs job = server.remove("a");
        timer.advance(LEAST);
        server.put("a", job);

        timer.advance(Duration.ofMinutes(5));

        assertThat(ends).isEmpty();
    }

    @Test
    void aServiceInTroubleIsAskedLessAndLess() {
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
    void anErrorInALookIsNotTheLastLook() {
        park(bulk("a").status(7));
        duringLook = () -> {
            duringLook = () -> {
            };
            throw new AssertionError("This should not happen, but must not end the looks");
        };
        timer.advance(LEAST);
        server.put("a", bulk("a").status(9));

        timer.advance(MOST);

        assertThat(ends).containsExactly("a done 9");
    }

    @Test
    void moreThanMayWaitAreRefused() {
        for (String name : List.of("a", "b", "c")) {
            park(bulk(name).status(7));
        }

        assertThatThrownBy(waits::checkRoom).hasMessageContaining("maxWaits");
        assertThatThrownBy(() -> park(bulk("d").status(7))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3 exchanges");
        park(bulk("over").status(9));

        assertThat(ends).containsExactly("over done 9");
        assertThat(waits.parked()).isEqualTo(3);
        assertThat(waits.awaitedJobs()).isEqualTo(3);
    }

    @Test
    void whoStopsEndsItsOwnWaitsOnly() {
        WaitOwner other = new TestOwner();
        park(bulk("a").status(7));
        park(other, bulk("a").status(7).job(), null, DAY, false, outcome -> ends.add("other " + outcome.end()));
        park(bulk("b").status(7));

        waits.stop(owner::equals, WaitEnd.stopped);

        assertThat(ends).containsExactlyInAnyOrder("a stopped 7", "b stopped 7");
        assertThat(waits.parked()).isEqualTo(1);
        server.put("a", bulk("a").status(9));
        timer.advance(LEAST);
        assertThat(ends).last().isEqualTo("other done");
        assertThat(timer.untilNext()).isEmpty();
    }

    @Test
    void afterTheCloseNobodyWaits() {
        park(bulk("a").status(7));

        waits.close();
        park(bulk("b").status(7));
        timer.advance(Duration.ofHours(1));

        assertThat(ends).containsExactly("a stopped 7", "b stopped 7");
        assertThat(looks).isEmpty();
        assertThat(waits.parked()).isZero();
    }

    @Test
    void whoeverIsToldIsToldOnceAndWithoutTheLock() {
        List<Boolean> locked = new ArrayList<>();
        server.put("a", bulk("a").status(7));
        park(owner, server.get("a").job(), null, DAY, false, outcome -> {
            locked.add(Thread.holdsLock(waits));
            // who is told may wait again, or stop
            park(bulk("b").status(7));
            waits.stop(owner::equals, WaitEnd.stopped);
        });
        server.put("a", bulk("a").status(9));

        timer.advance(LEAST);

        assertThat(locked).containsExactly(false);
        assertThat(ends).containsExactly("b stopped 7");
    }

    @Test
    @DisplayName("An owner that stops has no wait, and the job of the wait is not forgotten")
    void anOwnerThatStopsHasNoWait() {
        owner.stopping = true;

        park(bulk("a").status(7));

        assertThat(ends).containsExactly("a stopped 7");
        assertThat(waits.parked()).isZero();
    }

    @Test
    @DisplayName("An owner knows how many waits it has")
    void anOwnerCountsItsWaits() {
        park(bulk("a").status(7));
        park(bulk("a").status(7));
        await("unseen", DAY);
        assertThat(owner.waits).isEqualTo(3);

        server.put("a", bulk("a").status(9));
        timer.advance(LEAST);

        assertThat(ends).hasSize(3);
        assertThat(owner.waits).isZero();
    }

    @Test
    @DisplayName("A job that nothing is known of is found by the next poll, and waited for")
    void anUnknownJobIsFoundByTheNextPoll() {
        server.put("a", bulk("a").status(7));
        await("a", DAY);
        assertThat(waits.isAwaited(new JobKey("bulk", "a"))).isTrue();

        timer.advance(Duration.ZERO);
        assertThat(looks).hasSize(1);
        assertThat(ends).isEmpty();
        server.put("a", bulk("a").status(9));
        timer.advance(LEAST);

        assertThat(ends).containsExactly("a done 9");
        assertThat(waits.isAwaited(new JobKey("bulk", "a"))).isFalse();
    }

    @Test
    @DisplayName("A job that the next poll does not find is missing")
    void anUnknownJobMayBeMissing() {
        await("a", DAY);

        timer.advance(Duration.ZERO);

        assertThat(ends).containsExactly("? missing");
        assertThat(timer.tasks()).isZero();
    }

    @Test
    @DisplayName("When the poll fails, those whose job was not seen yet are told why, and the others wait on")
    void whetherAJobExistsMayBeUnknown() {
        List<WaitOutcome> outcomes = new ArrayList<>();
        park(bulk("b").status(7));
        waits.park(new WaitRequest(owner, JobType.bulk, "a", null, null, DAY, false, outcomes::add));
        trouble = new IllegalStateException("refused");

        timer.advance(LEAST);

        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.end()).isEqualTo(WaitEnd.unknown);
            assertThat(outcome.failure()).isSameAs(trouble);
        });
        assertThat(ends).isEmpty();
        assertThat(waits.parked()).isEqualTo(1);
    }

    @Test
    @DisplayName("Whether a job exists is asked once a tick, for all that want to know")
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

        assertThat(looks).hasSize(2);
        assertThat(waits.report(10)).extracting(WaitReport::waits).containsExactly(1, 1, 1);
    }

    @Test
    @DisplayName("An older job of the name is not the one that is waited for")
    void anOlderJobOfTheNameEndsNoWait() {
        park(bulk("a").status(0).created(1770009999));
        server.put("a", bulk("a").status(9).created(1770000001).completed(1770000500));

        timer.advance(Duration.ofSeconds(30));
        assertThat(ends).isEmpty();

        server.put("a", bulk("a").status(9).created(1770009999).completed(1770010000));
        timer.advance(MOST);
        assertThat(ends).containsExactly("a done 9");
    }

    @Test
    @DisplayName("An older job of the name alone means that the awaited one is gone, after the grace")
    void anOlderJobIsNoSubstitute() {
        park(bulk("a").status(0).created(1770009999));
        server.put("a", bulk("a").status(9).created(1770000001).completed(1770000500));

        timer.advance(Duration.ofMinutes(4));

        assertThat(ends).containsExactly("a gone 0");
    }

    @Test
    @DisplayName("A restart makes the job a newer one, and its rounds count from 0")
    void aRestartedJobIsWaitedForToo() {
        park(crawl("a").status(7).rounds(5).created(1770000001));
        server.put("a", crawl("a").status(7).rounds(0).created(1770000999));
        timer.advance(LEAST);
        assertThat(ends).isEmpty();

        server.put("a", crawl("a").status(7).rounds(1).created(1770000999));
        timer.advance(LEAST);

        assertThat(ends).containsExactly("a done 7");
    }

    @Test
    @DisplayName("An answer whose server time is older than the answer to the change ends no wait for a while")
    void anOlderAnswerEndsNoWait() {
        park(bulk("a").status(0).with("currentTimeUTC", 1770001000L));
        server.put("a", bulk("a").status(9).completed(1770000500).with("currentTimeUTC", 1770000999L));

        timer.advance(LEAST);
        assertThat(ends).isEmpty();
        server.put("a", bulk("a").status(9).completed(1770001005).with("currentTimeUTC", 1770001006L));
        timer.advance(LEAST);

        assertThat(ends).containsExactly("a done 9");
    }

    @Test
    @DisplayName("A job that ended between two polls and was paused then has ended (7, 9, 6)")
    void aPauseAfterTheEndIsAnEnd() {
        park(bulk("a").status(7).with("currentTimeUTC", 1770001000L));
        server.put("a", bulk("a").status(6).completed(1770001001).with("currentTimeUTC", 1770001002L));

        timer.advance(LEAST);

        assertThat(ends).containsExactly("a done 6");
    }

    @Test
    @DisplayName("A job that is paused in its second run keeps the time of its first end, and has not ended")
    void aPauseWithAnOlderEndIsNoEnd() {
        park(bulk("a").status(7).with("currentTimeUTC", 1770001000L));
        server.put("a", bulk("a").status(6).completed(1770000500).with("currentTimeUTC", 1770001002L));

        timer.advance(Duration.ofMinutes(5));

        assertThat(ends).isEmpty();
    }

    @Test
    @DisplayName("A job is awaited until the listener of its last wait has run")
    void aJobIsInUseUntilItsListenerRan() {
        List<Runnable> queued = new ArrayList<>();
        workers = queued::add;
        park(bulk("a").status(7));
        server.put("a", bulk("a").status(9));
        timer.advance(LEAST);
        assertThat(waits.parked()).isZero();
        assertThat(waits.isAwaited(new JobKey("bulk", "a"))).isTrue();

        queued.forEach(Runnable::run);

        assertThat(waits.isAwaited(new JobKey("bulk", "a"))).isFalse();
    }

    @Test
    @DisplayName("What all waits of a job share that end together is done once")
    void whatIsDoneOncePerJob() {
        List<String> done = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            park(owner, bulk("a").status(7).job(), null, DAY, false,
                    outcome -> ends.add(outcome.once().run("pause", () -> {
                        done.add("paused");
                        return "ok";
                    })));
        }

        waits.stop(owner::equals, WaitEnd.stopped);

        assertThat(done).hasSize(1);
        assertThat(ends).containsExactly("ok", "ok");
    }

    @Test
    void aWaitThatBeginsDuringALookIsNotEndedByIt() {
        // the job of that name that was there when the look began was deleted meanwhile, and another one made
        server.put("a", bulk("a").status(9));
        park(bulk("b").status(7));
        // one job alone would be looked for by its name
        park(bulk("c").status(7));
        duringLook = () -> {
            timer.pass(Duration.ofMillis(10));
            if (looks.size() == 1) {
                server.remove("a");
                park(bulk("a").status(0).created(1770009999));
            }
        };

        timer.advance(LEAST);
        assertThat(ends).isEmpty();

        timer.advance(LEAST);
        assertThat(ends).isEmpty();
        server.put("a", bulk("a").status(9).created(1770009999).completed(1770010000));
        timer.advance(LEAST.multipliedBy(2));
        assertThat(ends).containsExactly("a done 9");
    }

    @Test
    void noLookThatSomebodyElseTookBeforeEndsAWait() {
        server.put("a", bulk("a").status(9));
        Interest all = Interest.inJobs(JobType.job, name -> true);
        watcher.add(all);
        park(bulk("b").status(7));
        timer.advance(LEAST.minusMillis(200));
        watcher.look(all, Duration.ZERO);
        timer.advance(Duration.ofMillis(100));
        server.remove("a");
        park(bulk("a").status(0).created(1770009999));

        timer.advance(Duration.ofMillis(100));

        assertThat(looks).hasSize(2);
        assertThat(ends).isEmpty();
    }

    @Test
    void aStateFromBeforeTheUpdateIsNoEnd() {
        Job before = bulk("a").status(9).completed(1770000500).pages(4).job();
        server.put("a", bulk("a").status(9).completed(1770000500).pages(4));
        park(owner, before, before, DAY, false, outcome -> ends.add("a " + outcome.end()));

        timer.advance(Duration.ofSeconds(60));
        assertThat(ends).isEmpty();

        server.put("a", bulk("a").status(9).completed(1770000900).pages(8));
        timer.advance(MOST);
        assertThat(ends).containsExactly("a done");
    }

    @Test
    void anUpdateThatGaveTheJobNothingToDoIsOverAfterAWhile() {
        Job before = bulk("a").status(9).completed(1770000500).pages(4).job();
        server.put("a", bulk("a").status(9).completed(1770000500).pages(4));
        park(owner, before, before, DAY, false, outcome -> ends.add("a " + outcome.end()));

        timer.advance(Duration.ofMinutes(4));

        assertThat(ends).containsExactly("a done");
    }

    @Test
    void aRoundThatEndedBetweenTwoLooksCounts() {
        park(crawl("a").status(7).rounds(2));
        server.put("a", crawl("a").status(7).rounds(3));

        timer.advance(LEAST);

        assertThat(ends).containsExactly("a done 7");
    }

    @Test
    void aHintBringsTheNextLookForwardButNotTwoInOneTick() {
        park(bulk("a").status(6));
        timer.advance(Duration.ofSeconds(30));
        server.put("a", bulk("a").status(9));

        waits.hint();
        timer.advance(Duration.ZERO);
        assertThat(ends).containsExactly("a done 9");

        park(bulk("b").status(6));
        for (int i = 0; i < 10; i++) {
            waits.hint();
            timer.advance(Duration.ofMillis(100));
        }
        assertThat(looks).hasSize(1);
        timer.advance(LEAST);
        assertThat(looks).hasSize(2);
    }

    @Test
    void noWaitLeavesAnInterestBehind() {
        Interest other = Interest.inJob(JobType.bulk, "z");
        park(bulk("a").status(7));
        waits.stop(owner::equals, WaitEnd.stopped);
        server.put("z", bulk("z").status(7));

        // with an interest in a left, this would be a call for the list
        assertThat(watcher.look(other, Duration.ZERO).covers(Interest.inJob(JobType.bulk, "a"))).isFalse();
    }

    private void park(Jobs jobs) {
        park(jobs, DAY, false);
    }

    private void park(Jobs jobs, Duration timeout, boolean endOnPause) {
        Job job = jobs.job();
        server.putIfAbsent(job.getName(), jobs);
        park(owner, job, null, timeout, endOnPause, this::ended);
    }

    private void ended(WaitOutcome outcome) {
        ends.add(outcome.job() == null
                ? "? " + outcome.end()
                : outcome.job().getName() + " " + outcome.end() + " " + outcome.job().getStatus().getCode());
    }

    private void park(
            WaitOwner someOwner, Job job, Job stale, Duration timeout, boolean endOnPause, JobWait.Listener listener) {
        waits.park(new WaitRequest(
                someOwner, JobType.of(job.getType()), job.getName(), job, stale, timeout, endOnPause, listener))
                .ifPresent(listener::ended);
    }

    /** Begins a wait for a bulk job of which nothing is known. */
    private void await(String name, Duration timeout) {
        waits.park(new WaitRequest(owner, JobType.bulk, name, null, null, timeout, false, this::ended))
                .ifPresent(this::ended);
    }

    private List<Duration> gaps() {
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < looks.size(); i++) {
            gaps.add(Duration.ofNanos(looks.get(i) - looks.get(i - 1)));
        }
        return gaps;
    }

    private Duration lastGap() {
        List<Duration> gaps = gaps();
        return gaps.get(gaps.size() - 1);
    }

    private long lastLook() {
        return looks.get(looks.size() - 1);
    }
}
