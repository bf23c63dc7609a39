/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.cameldiffbot.job.Jobs.bulk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Callers share polls of jobs")
@ExtendWith(QuickAwait.class)
class SharedJobPollerTest {

    private static final Duration TICK = Duration.ofSeconds(15);

    private final RecordedQueries queries = new RecordedQueries();
    private final List<String> calls = queries.calls;
    private final AtomicLong now = new AtomicLong();
    private final JobSelector a = JobSelector.named(JobType.bulk, "a");
    private final JobSelector b = JobSelector.named(JobType.bulk, "b");
    private final SharedJobPoller poller = new SharedJobPoller(queries, now::get);

    @Test
    @DisplayName("A recent poll serves all callers")
    void aRecentPollServesAllCallers() {
        poller.add(a);
        poller.add(b);

        JobSnapshot first = poller.poll(a, TICK);
        now.addAndGet(TICK.toNanos() - 1);

        assertThat(poller.poll(b, TICK)).isSameAs(first);
        assertThat(calls).containsExactly("list");
    }

    @Test
    @DisplayName("An old poll serves no caller")
    void anOldPollDoesNot() {
        poller.add(a);
        poller.add(b);

        JobSnapshot first = poller.poll(a, TICK);
        now.addAndGet(TICK.toNanos());

        assertThat(poller.poll(b, TICK)).isNotSameAs(first);
        assertThat(calls).containsExactly("list", "list");
    }

    @Test
    @DisplayName("A poll that began before a hint does not serve it")
    void aPollThatBeganBeforeAHintDoesNotServeIt() {
        poller.add(a);
        poller.add(b);

        JobSnapshot first = poller.poll(a, TICK);
        now.addAndGet(1);
        long hint = poller.now();
        now.addAndGet(1);

        JobSnapshot second = poller.pollSince(a, hint);
        assertThat(second).isNotSameAs(first);
        assertThat(poller.pollSince(b, hint)).isSameAs(second);
        assertThat(poller.poll(b, TICK)).isSameAs(second);
        assertThat(calls).containsExactly("list", "list");
    }

    @Test
    @DisplayName("A single job is polled by its name")
    void aSingleJobIsPolledByName() {
        poller.add(a);

        assertThat(poller.poll(a, TICK).jobs()).extracting(Job::getName).containsExactly("a");
        assertThat(calls).containsExactly("bulk/a");
    }

    @Test
    @DisplayName("A poll of one job does not serve another one")
    void aPollOfOneJobDoesNotServeAnother() {
        poller.add(a);
        poller.poll(a, TICK);
        poller.add(b);

        assertThat(poller.poll(b, TICK).jobs()).hasSize(2);
        assertThat(calls).containsExactly("bulk/a", "list");
    }

    @Test
    @DisplayName("The second caller for another job gets a list, which serves all later ones; an old poll counts no more")
    void oneJobAfterTheOther() {
        poller.poll(a, TICK);
        now.addAndGet(1);

        assertThat(poller.poll(b, TICK).covers(a)).isTrue();
        poller.poll(JobSelector.named(JobType.bulk, "c"), TICK);
        poller.poll(a, TICK);
        assertThat(calls).containsExactly("bulk/a", "list");

        now.addAndGet(TICK.toNanos());
        poller.poll(a, TICK);
        now.addAndGet(TICK.toNanos());
        poller.poll(b, TICK);
        assertThat(calls).containsExactly("bulk/a", "list", "bulk/a", "bulk/b");
    }

    @Test
    @DisplayName("A job is polled by its name again after the other selector is removed")
    void afterTheOtherSelectorIsRemovedItIsPolledByNameAgain() {
        poller.add(a);
        poller.add(b);
        poller.remove(b);

        poller.poll(a, TICK);

        assertThat(calls).containsExactly("bulk/a");
    }

    @Test
    @DisplayName("Callers during a poll share its result")
    void aCallerDuringAPollTakesItsResult() throws Exception {
        SlowService slow = new SlowService(10 * TICK.toNanos(), () -> List.of(bulk("a").job()));
        for (Future<JobSnapshot> snapshot : slow.pollByTwenty(a)) {
            assertThat(snapshot.get().jobs()).hasSize(1);
        }
        assertThat(slow.calls).hasValue(1);
    }

    @Test
    @DisplayName("An interrupted poll is not a failure for others")
    void anInterruptedPollIsNoFailureForOthers() {
        poller.add(a);
        poller.add(b);
        queries.failure = new IllegalStateException("interrupted");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> poller.poll(a, TICK)).isInstanceOf(IllegalStateException.class);
        assertThat(Thread.interrupted()).isTrue();
        queries.failure = null;

        assertThat(poller.poll(b, TICK).jobs()).hasSize(2);
    }

    @Test
    @DisplayName("A consumer that polls after a failed poll makes its own call")
    void failureIsNotKept() {
        poller.add(a);
        poller.add(b);
        queries.failure = new IllegalStateException("down");
        assertThatThrownBy(() -> poller.poll(a, TICK)).isSameAs(queries.failure);

        queries.failure = null;
        now.addAndGet(1);

        assertThat(poller.poll(b, Duration.ofMinutes(10)).jobs()).hasSize(2);
        assertThat(calls).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({ "a, true", "b, false" })
    @DisplayName("A caller that waited for a failed poll of one job shares the failure only if it asked for that job")
    void failureOfOneJob(String name, boolean shared) {
        AtomicReference<Runnable> other = new AtomicReference<>();
        SharedJobPoller racing = new SharedJobPoller(queries, () -> {
            long time = now.get();
            Runnable ahead = other.getAndSet(null);
            if (ahead != null) {
                ahead.run();
            }
            return time;
        });
        IllegalStateException failure = new IllegalStateException("down");
        // another caller's poll fails after this one has asked
        other.set(() -> {
            now.addAndGet(1);
            queries.failure = failure;
            assertThatThrownBy(() -> racing.poll(a, TICK)).isSameAs(failure);
            queries.failure = null;
        });
        JobSelector asked = JobSelector.named(JobType.bulk, name);

        if (shared) {
            assertThatThrownBy(() -> racing.poll(asked, TICK)).isSameAs(failure);
            assertThat(calls).containsExactly("bulk/a");
        } else {
            assertThat(racing.poll(asked, TICK).jobs()).hasSize(1);
            assertThat(calls).containsExactly("bulk/a", "bulk/b");
        }
    }

    @Test
    @DisplayName("A successful poll stays valid after a later one failed")
    void failureLeavesTheGoodPoll() {
        poller.add(a);
        poller.add(b);
        JobSnapshot good = poller.poll(a, TICK);
        now.addAndGet(TICK.toNanos());
        queries.failure = new IllegalStateException("down");
        assertThatThrownBy(() -> poller.poll(a, TICK)).isSameAs(queries.failure);

        assertThat(poller.poll(b, Duration.ofMinutes(10))).isSameAs(good);
        assertThat(calls).hasSize(2);
    }

    @Test
    @DisplayName("All callers that waited for a poll share its failure")
    void failureIsSharedByThoseThatWaited() throws Exception {
        SlowService slow = new SlowService(1, () -> {
            throw new IllegalStateException("down");
        });
        for (Future<JobSnapshot> poll : slow.pollByTwenty(b)) {
            assertThatThrownBy(poll::get).hasRootCauseMessage("down");
        }
        assertThat(slow.calls).hasValue(1);
    }

    /** Responds to the first of twenty callers when all others wait for that response. */
    private final class SlowService implements JobQueries {

        private final AtomicInteger calls = new AtomicInteger();
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch response = new CountDownLatch(1);
        private final SharedJobPoller slow = new SharedJobPoller(this, now::get);
        private final long nanos;
        private final Supplier<List<Job>> jobs;

        SlowService(long nanos, Supplier<List<Job>> jobs) {
            this.nanos = nanos;
            this.jobs = jobs;
        }

        /**
         * @return the ended polls of the first caller, and of nineteen others for the given jobs
         */
        List<Future<JobSnapshot>> pollByTwenty(JobSelector others) throws InterruptedException {
            slow.add(a);
            slow.add(b);
            List<Future<JobSnapshot>> polls = new ArrayList<>();
            ExecutorService callers = Executors.newFixedThreadPool(20);
            try {
                polls.add(callers.submit(() -> slow.poll(a, TICK)));
                begun.await();
                for (int i = 1; i < 20; i++) {
                    polls.add(callers.submit(() -> slow.poll(others, TICK)));
                }
                Awaitility.await().until(() -> slow.waitingThreads() == 19);
                response.countDown();
                Awaitility.await().until(() -> polls.stream().allMatch(Future::isDone));
            } finally {
                callers.shutdownNow();
            }
            return polls;
        }

        @Override
        public List<Job> list() {
            calls.incrementAndGet();
            begun.countDown();
            try {
                response.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            now.addAndGet(nanos);
            return jobs.get();
        }

        @Override
        public Optional<Job> find(JobType type, String name) {
            throw new IllegalStateException("the list was expected");
        }
    }
}
