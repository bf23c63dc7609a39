/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.retry;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.github.cameldiffbot.QuickAwait;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A throttle with a clock that stands still. A call that waits for a time checks the clock again after that time, so
 * that tests with waiting calls need periods of milliseconds.
 */
@Timeout(120)
@ExtendWith(QuickAwait.class)
abstract class ThrottleTestSupport {

    static final Duration LONG = Duration.ofSeconds(30);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    // System.nanoTime can overflow, too
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - Duration.ofMillis(5).toNanos());

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    Throttle throttle(long permits, Duration period) {
        return throttle(permits, period, LONG);
    }

    Throttle throttle(long permits, Duration period, Duration maxPause) {
        return new Throttle(permits, period, maxPause, clock::get);
    }

    Throttle perSecond(double perSecond) {
        return Throttle.perSecond(perSecond, LONG, clock::get);
    }

    void advance(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    /**
     * Makes a call that does not wait.
     */
    static Throttle.Turn call(Throttle throttle) throws InterruptedException {
        return throttle.await(false, Duration.ZERO);
    }

    /**
     * Starts a call that waits, and returns when it waits.
     */
    Future<Throttle.Turn> waitingCall(Throttle throttle) {
        return waiting(throttle, false, LONG);
    }

    Future<Throttle.Turn> waiting(Throttle throttle, boolean download, Duration maxWait) {
        int before = throttle.waiting();
        Future<Throttle.Turn> turn = started(throttle, download, maxWait);
        await().pollInterval(Duration.ofMillis(1)).until(() -> throttle.waiting() == before + 1);
        return turn;
    }

    Future<Throttle.Turn> started(Throttle throttle, boolean download, Duration maxWait) {
        return threads.submit(() -> throttle.await(download, maxWait));
    }

    static Throttle.Turn turn(Future<Throttle.Turn> call) throws Exception {
        return call.get(30, TimeUnit.SECONDS);
    }
}
