/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.internal.watch.JobQueries;
import io.github.cameldiffbot.internal.watch.ManualTimer;
import io.github.cameldiffbot.internal.watch.SharedJobPoller;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import io.github.cameldiffbot.job.Jobs;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.github.cameldiffbot.job.Jobs.bulk;

/** The time is that of {@link ManualTimer}: no test waits, and none depends on its speed. */
@ExtendWith(QuickAwait.class)
public abstract class JobWaiterTestSupport {

    public static final Duration LEAST = Duration.ofSeconds(2);
    static final Duration MOST = Duration.ofSeconds(60);
    public static final Duration DAY = Duration.ofDays(1);

    public final ManualTimer timer = new ManualTimer();
    public final Map<String, Jobs> server = new LinkedHashMap<>();
    public final List<Long> polls = new ArrayList<>();
    public final List<String> ends = new ArrayList<>();
    Runnable duringPoll = () -> {
    };
    RuntimeException trouble;
    Executor pollers = Runnable::run;
    public WaitExecutor workers = Runnable::run;
    public final TestOwner owner = new TestOwner();
    final SharedJobPoller watcher = new SharedJobPoller(new JobQueries() {
        @Override
        public List<Job> list() {
            return response(server.values().stream().map(Jobs::job).toList());
        }

        @Override
        public Optional<Job> find(JobType type, String name) {
            return response(Optional.ofNullable(server.get(name)).map(Jobs::job));
        }

        private <T> T response(T made) {
            polls.add(timer.now());
            // the response was determined when the call began
            duringPoll.run();
            if (trouble != null) {
                throw trouble;
            }
            return made;
        }
    }, timer::now);
    public final JobWaiter waits = new JobWaiter(
            watcher, timer, task -> pollers.execute(task), task -> workers.execute(task),
            new PollIntervals(LEAST, MOST), 3,
            timer::now);

    /** Counts its waits. */
    public static final class TestOwner implements WaitOwner {

        public boolean stopping;
        public int waits;

        @Override
        public boolean isStopping() {
            return stopping;
        }

        @Override
        public void addWaits(int change) {
            waits += change;
        }
    }

    public void park(Jobs jobs) {
        park(jobs, DAY, false);
    }

    public void park(Jobs jobs, Duration timeout, boolean endOnPause) {
        Job job = jobs.job();
        server.putIfAbsent(job.getName(), jobs);
        park(owner, job, null, timeout, endOnPause, this::ended);
    }

    void ended(WaitOutcome outcome) {
        ends.add(outcome.job() == null
                ? "? " + outcome.end()
                : outcome.job().getName() + " " + outcome.end() + " " + outcome.job().getStatus().getCode());
    }

    public void park(
            WaitOwner someOwner, Job job, Job stale, Duration timeout, boolean endOnPause, PendingWait.Listener listener) {
        waits.startWait(
                new PendingWait(someOwner, stale, timeout, endOnPause, listener), JobType.of(job.getType()), job.getName(), job)
                .ifPresent(listener::onOutcome);
    }

    /** Starts a wait for an unknown bulk job. */
    public void await(String name, Duration timeout) {
        waits.startWait(new PendingWait(owner, null, timeout, false, this::ended), JobType.bulk, name, null)
                .ifPresent(this::ended);
    }

    List<Duration> gaps() {
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < polls.size(); i++) {
            gaps.add(Duration.ofNanos(polls.get(i) - polls.get(i - 1)));
        }
        return gaps;
    }

    Duration lastGap() {
        List<Duration> gaps = gaps();
        return gaps.get(gaps.size() - 1);
    }

    long lastPoll() {
        return polls.get(polls.size() - 1);
    }
}
