/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.cameldiffbot.Fetch;
import io.github.cameldiffbot.LoggedLines;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.job.JobKey;
import io.github.cameldiffbot.job.JobType;
import io.github.cameldiffbot.job.Jobs;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultThreadPoolFactory;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Events of calls to a webhook that cannot be routed at once, because another node handles them or threads are busy.
 */
@DisplayName("Events of a webhook that cannot be routed at once are routed later")
@ExtendWith(QuickAwait.class)
class WebhookEventsPostponedTest {

    private static final int THREADS = 10;
    private static final int MOST_ELSEWHERE = 1_000;

    private final EventFixture fixture = new EventFixture();
    private final List<Exchange> routed = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> later = new ConcurrentLinkedQueue<>();
    private final CountDownLatch busy = new CountDownLatch(1);
    private List<JobKey> called = List.of();
    private volatile boolean isElsewhere;
    private volatile boolean timerStops;
    private WebhookEvents webhook;

    /** A timer whose tasks the test runs. */
    private final class ManualTasks extends ScheduledThreadPoolExecutor {

        ManualTasks() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            if (timerStops) {
                throw new RejectedExecutionException("the context stops");
            }
            later.add(task);
            return null;
        }
    }

    @BeforeEach
    void start() {
        fixture.context.getExecutorServiceManager().setThreadPoolFactory(new DefaultThreadPoolFactory() {
            @Override
            public ScheduledExecutorService newScheduledThreadPool(ThreadPoolProfile profile, ThreadFactory threads) {
                return new ManualTasks();
            }
        });
        MemoryIdempotentRepository claims = new MemoryIdempotentRepository() {
            @Override
            public boolean contains(String key) {
                return isElsewhere || super.contains(key);
            }
        };
        EventSettings settings = new EventSettings(
                "diffbot:crawl", JobType.crawl, "s*", true, "all", Fetch.job, null, fixture.handled, claims, false);
        webhook = new WebhookEvents(
                settings, fixture.endpoint, fixture.context.getEndpoint("direct:webhook"),
                errors -> fixture.newDelivery(settings), this::route, () -> "webhook");
        webhook.start();
    }

    @AfterEach
    void close() {
        busy.countDown();
        webhook.stop();
        fixture.close();
    }

    private void route(Exchange exchange) throws InterruptedException {
        routed.add(exchange);
        busy.await();
    }

    private void call(int jobs) throws Exception {
        called = IntStream.range(0, jobs).mapToObj(i -> new JobKey("crawl", "s" + i)).toList();
        called.forEach(key -> fixture.diffbot.put(Jobs.crawl(key.name()).status(9).completed(1_770_000_100)));
        webhook.accept(called).get();
    }

    private void runLater() {
        for (int tasks = later.size(); tasks > 0; tasks--) {
            later.remove().run();
        }
    }

    private boolean isInUse() {
        return called.stream().anyMatch(fixture.session::isInUse);
    }

    private static List<String> left(LoggedLines log) {
        return log.lines().stream().filter(line -> line.contains("is left to the next poll")).toList();
    }

    private static ConditionFactory await() {
        return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
    }

    @Test
    @DisplayName("An event that another node handles is tried later, and its job is in use until then")
    void elsewhere() throws Exception {
        busy.countDown();
        isElsewhere = true;
        call(1);
        await().until(() -> later.size() == 1);
        assertThat(isInUse()).isTrue();
        runLater();
        await().until(() -> later.size() == 1);
        assertThat(routed).isEmpty();

        isElsewhere = false;
        runLater();

        await().until(() -> routed.size() == 1);
        assertThat(isInUse()).isTrue();
        EventFixture.end(routed.get(0));
        await().until(() -> !isInUse());
        assertThat(fixture.counted).noneMatch(text -> text.contains("failed"));
    }

    @Test
    @DisplayName("At most 1000 events that other nodes handle are tried later, and the rest is left to the next poll")
    void tooManyElsewhere() throws Exception {
        isElsewhere = true;
        try (LoggedLines log = new LoggedLines()) {
            call(MOST_ELSEWHERE + 1);
            await().until(() -> later.size() == MOST_ELSEWHERE && !left(log).isEmpty());

            runLater();

            await().until(() -> later.size() == MOST_ELSEWHERE);
            assertThat(left(log)).singleElement().asString().endsWith(": other nodes handle 1000 events");
        }
    }

    @Test
    @DisplayName("Events that other nodes handle while the context stops are left to the next poll")
    void elsewhereDuringTheStop() throws Exception {
        isElsewhere = true;
        timerStops = true;
        try (LoggedLines log = new LoggedLines()) {
            call(MOST_ELSEWHERE + 1);

            await().until(() -> left(log).size() == MOST_ELSEWHERE + 1 && !isInUse());
            assertThat(left(log)).allMatch(line -> line.endsWith(": the context stops"));
        }
    }

    @Test
    @DisplayName("An event that waits for a thread while the route stops is left to the next poll")
    void waitsForAThread() throws Exception {
        call(THREADS + 1);
        await().until(() -> routed.size() == THREADS);

        webhook.stop();
        busy.countDown();

        await().until(() -> !isInUse());
        assertThat(routed).hasSize(THREADS);
    }
}
