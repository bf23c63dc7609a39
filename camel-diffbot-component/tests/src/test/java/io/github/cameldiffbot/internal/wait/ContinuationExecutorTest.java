/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.QuickAwait;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Continuations of waits get a thread, whatever the others block on")
@Timeout(120)
@ExtendWith(QuickAwait.class)
class ContinuationExecutorTest {

    private static final int SIZE = 4;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Thread> blocked = ConcurrentHashMap.newKeySet();
    private final ContinuationExecutor executor = executor(Duration.ofMillis(200));
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @AfterEach
    void stop() {
        timer.shutdownNow();
        threads.shutdownNow();
    }

    private ContinuationExecutor executor(Duration stall) {
        return new ContinuationExecutor(
                timer, threads, this::blockedThreads, new ContinuationExecutor.Options(SIZE, Duration.ofMillis(10), stall));
    }

    private Collection<Thread> blockedThreads() {
        return blocked;
    }

    private void enter() {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @DisplayName("Tasks are queued and run in order, on the configured number of threads")
    void queued() throws Exception {
        CountDownLatch done = new CountDownLatch(200);
        List<Integer> order = new ArrayList<>();
        ContinuationExecutor patient = executor(Duration.ofHours(1));
        for (int i = 0; i < 200; i++) {
            int number = i;
            patient.execute(() -> {
                enter();
                synchronized (order) {
                    order.add(number);
                }
                running.decrementAndGet();
                done.countDown();
            });
        }

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(most.get()).isLessThanOrEqualTo(SIZE);
        assertThat(order).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("A task that began within a running task has a thread immediately, regardless of the number of blocked ones")
    void nested() throws Exception {
        CountDownLatch done = new CountDownLatch(SIZE);
        ContinuationExecutor patient = executor(Duration.ofHours(1));
        for (int i = 0; i < SIZE; i++) {
            patient.execute(() -> {
                CountDownLatch second = new CountDownLatch(1);
                patient.execute(() -> {
                    CountDownLatch third = new CountDownLatch(1);
                    patient.execute(third::countDown, patient.currentTask(), false);
                    await(third);
                    second.countDown();
                }, patient.currentTask(), false);
                await(second);
                done.countDown();
            });
        }

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @DisplayName("A task that began within an ended task has no special treatment")
    void afterItsTask() throws Exception {
        List<Object> tasks = new ArrayList<>();
        CountDownLatch first = new CountDownLatch(1);
        executor.execute(() -> tasks.add(executor.currentTask()));
        Awaitility.await().until(() -> tasks.size() == 1);
        for (int i = 0; i < SIZE; i++) {
            executor.execute(() -> await(first));
        }
        CountDownLatch later = new CountDownLatch(1);

        executor.execute(later::countDown, tasks.get(0), false);
        first.countDown();

        assertThat(later.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(executor.currentTask()).isNull();
    }

    @Test
    @DisplayName("A thread that is known to be blocked is replaced, so that the number of working threads stays the same")
    void replaced() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(3 * SIZE);
        ContinuationExecutor patient = executor(Duration.ofHours(1));
        for (int i = 0; i < 2 * SIZE; i++) {
            patient.execute(() -> {
                blocked.add(Thread.currentThread());
                await(release);
                blocked.remove(Thread.currentThread());
                done.countDown();
            });
        }
        CountDownLatch worked = new CountDownLatch(SIZE);
        for (int i = 0; i < SIZE; i++) {
            patient.execute(() -> {
                worked.countDown();
                done.countDown();
            });
        }

        assertThat(worked.await(30, TimeUnit.SECONDS)).isTrue();
        release.countDown();
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @DisplayName("Threads that stall for an unknown reason are joined by another one, which takes the newest task")
    void stalled() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(2 * SIZE);
        for (int i = 0; i < 2 * SIZE; i++) {
            executor.execute(() -> {
                await(release);
                done.countDown();
            });
        }

        executor.execute(release::countDown);

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @DisplayName("Threads that work are not joined by others, however long they take")
    void busy() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(2 * SIZE);
        for (int i = 0; i < 2 * SIZE; i++) {
            executor.execute(() -> {
                begun.incrementAndGet();
                enter();
                long end = System.nanoTime() + Duration.ofMillis(500).toNanos();
                while (System.nanoTime() - end < 0) {
                    Thread.onSpinWait();
                }
                running.decrementAndGet();
                done.countDown();
            });
        }

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(most.get()).isLessThanOrEqualTo(SIZE);
    }

    @Test
    @DisplayName("A wait that ended without a result is not queued behind running routes")
    void failed() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch failed = new CountDownLatch(1);
        ContinuationExecutor patient = executor(Duration.ofHours(1));
        for (int i = 0; i < 2 * SIZE; i++) {
            patient.execute(() -> await(release));
        }

        patient.execute(failed::countDown, null, true);

        assertThat(failed.await(30, TimeUnit.SECONDS)).isTrue();
        release.countDown();
    }

    @Test
    @DisplayName("A task that throws keeps its thread")
    void thrown() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        for (int i = 0; i < 3 * SIZE; i++) {
            executor.execute(() -> {
                throw new AssertionError("to be logged");
            });
        }
        executor.execute(done::countDown);

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @DisplayName("Without threads, a task runs on the caller's thread and is not lost")
    void afterTheShutdown() {
        threads.shutdown();
        List<Thread> ran = new ArrayList<>();

        executor.execute(() -> ran.add(Thread.currentThread()));

        assertThat(ran).containsExactly(Thread.currentThread());
    }

    @Test
    @DisplayName("Tasks that were queued before the shutdown run, too")
    void queuedBeforeTheShutdown() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(3 * SIZE);
        for (int i = 0; i < 3 * SIZE; i++) {
            executor.execute(() -> {
                await(release);
                done.countDown();
            });
        }
        threads.shutdown();
        release.countDown();

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
}
