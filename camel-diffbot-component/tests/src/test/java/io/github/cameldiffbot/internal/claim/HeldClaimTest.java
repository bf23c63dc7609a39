/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.claim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.github.cameldiffbot.FailingRepository;
import io.github.cameldiffbot.FailingRepository.Call;
import io.github.cameldiffbot.LoggedLines;
import io.github.cameldiffbot.QuickAwait;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultThreadPoolFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A claim is extended before it expires")
@ExtendWith(QuickAwait.class)
class HeldClaimTest {

    private static final String ACCOUNT = "account";
    private static final long SLOT = Duration.ofMinutes(4).toMillis();
    private static final long INTERVAL = SLOT / 8;

    private final AtomicLong clock = new AtomicLong(1_000 * SLOT);
    private final FailingRepository repository = new FailingRepository();
    private final SharedClaims claims
            = new SharedClaims(repository, clock::get, Duration.ofMinutes(2), Duration.ofMinutes(1));
    @AutoClose
    private final DefaultCamelContext context = new DefaultCamelContext();
    @AutoClose
    private final LoggedLines log = new LoggedLines();
    private final List<Long> intervals = new ArrayList<>();
    private final List<Future<?>> extensions = new ArrayList<>();
    private HeldClaim held;

    /** A timer of one thread that records the repeated tasks. */
    private final class RecordedTimer extends ScheduledThreadPoolExecutor {

        RecordedTimer(ThreadFactory threads) {
            super(1, threads);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
            ScheduledFuture<?> calls = super.scheduleWithFixedDelay(task, first, delay, unit);
            intervals.add(unit.toMillis(delay));
            extensions.add(calls);
            return calls;
        }
    }

    @BeforeEach
    void hold() {
        repository.start();
        context.getExecutorServiceManager().setThreadPoolFactory(new DefaultThreadPoolFactory() {
            @Override
            public ScheduledExecutorService newScheduledThreadPool(ThreadPoolProfile profile, ThreadFactory threads) {
                return new RecordedTimer(threads);
            }
        });
        context.start();
        held = ClaimExtender.of(context).hold(claims.claim(ACCOUNT, "event").orElseThrow(), claims, "event 1");
    }

    private void pass(int intervals) {
        for (int i = 0; i < intervals; i++) {
            clock.addAndGet(INTERVAL);
            held.extend();
        }
    }

    private boolean isFree() {
        return claims.claim(ACCOUNT, "event").isPresent();
    }

    private List<String> warnings() {
        return log.lines().stream().filter(line -> line.startsWith("WARN")).toList();
    }

    @Test
    @DisplayName("No other node gets the claim while it is held, for hours, and few keys remain")
    void extended() {
        for (int i = 0; i < 100; i++) {
            pass(1);
            assertThat(isFree()).isFalse();
        }
        assertThat(repository.getCacheSize()).isEqualTo(2);
        assertThat(warnings()).isEmpty();

        held.release();

        assertThat(repository.getCacheSize()).isZero();
        assertThat(isFree()).isTrue();
    }

    @Test
    @DisplayName("A failure of the repository is survived if it ends before the claim expires, with one warning")
    void shortFailure() {
        repository.fail(Call.ADD, Call.CONTAINS);
        pass(11);
        repository.recover();
        pass(30);

        assertThat(isFree()).isFalse();
        assertThat(warnings()).singleElement().asString()
                .contains("The claim of event 1 could not be extended: the claimRepository failed (no connection: ADD)",
                        "480 s");
    }

    @Test
    @DisplayName("A claim that expired while the process was paused is free, with one warning")
    void paused() {
        clock.addAndGet(2 * SLOT);
        held.extend();
        held.extend();

        assertThat(isFree()).isTrue();
        assertThat(warnings()).singleElement().asString().contains("the process was paused for too long");
    }

    @Test
    @DisplayName("A released claim is not extended, and no warning says so")
    void released() {
        held.release();

        pass(20);

        assertThat(repository.getCacheSize()).isZero();
        assertThat(warnings()).isEmpty();
    }

    @Test
    @DisplayName("A claim is extended at intervals until it is released")
    void extendedAtIntervals() {
        assertThat(extensions).hasSize(1);
        assertThat(intervals).containsExactly(INTERVAL);
        assertThat(extensions.get(0).isCancelled()).isFalse();

        held.release();

        assertThat(extensions.get(0).isCancelled()).isTrue();
    }

    @Test
    @DisplayName("A context has one thread for all claims")
    void oneThread() {
        assertThat(ClaimExtender.of(context)).isSameAs(ClaimExtender.of(context));
    }

    @Test
    @DisplayName("A context that stops does not wait for tasks, and a restarted one extends claims again")
    void restarted() {
        ClaimExtender extender = ClaimExtender.of(context);
        AtomicBoolean ran = new AtomicBoolean();
        extender.schedule(() -> ran.set(true), Duration.ofHours(1));

        context.stop();

        assertThat(extender.isStopped()).isTrue();
        context.start();
        extender.schedule(() -> ran.set(true), Duration.ZERO);
        Awaitility.await().untilTrue(ran);
    }
}
