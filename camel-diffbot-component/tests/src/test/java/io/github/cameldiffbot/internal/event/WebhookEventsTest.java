/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.FailingRepository;
import io.github.cameldiffbot.FailingRepository.Call;
import io.github.cameldiffbot.Fetch;
import io.github.cameldiffbot.LoggedLines;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.internal.session.JobsInUse;
import io.github.cameldiffbot.internal.wait.JobWaiterTestSupport;
import io.github.cameldiffbot.internal.wait.PendingWait;
import io.github.cameldiffbot.internal.wait.WaitEnd;
import io.github.cameldiffbot.internal.wait.WaitOutcome;
import io.github.cameldiffbot.job.JobKey;
import io.github.cameldiffbot.job.JobType;
import io.github.cameldiffbot.job.Jobs;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A webhook call delivers the events of the jobs that it names")
@ExtendWith(QuickAwait.class)
class WebhookEventsTest {

    private static final long ENDED = 1_770_000_100;
    private static final JobKey SHOP = new JobKey("crawl", "shop");

    private final long createdAt = System.nanoTime();
    private final EventFixture fixture = new EventFixture();
    private final List<Exchange> routed = new CopyOnWriteArrayList<>();
    private volatile Exception failure;
    private WebhookEvents webhook = webhook("all", fixture.handled);

    @AfterEach
    void close() {
        webhook.stop();
        fixture.close();
    }

    private WebhookEvents webhook(String events, IdempotentRepository repository) {
        EventSettings settings = new EventSettings(
                "diffbot:crawl", JobType.crawl, "s*", true, events, Fetch.job, null, repository, null, false);
        WebhookEvents created = new WebhookEvents(
                settings, fixture.endpoint, fixture.context.getEndpoint("direct:webhook"),
                errors -> fixture.newDelivery(settings), this::route, () -> "webhook");
        created.start();
        return created;
    }

    private void route(Exchange exchange) {
        exchange.setException(failure);
        routed.add(exchange);
    }

    private void show(Jobs... jobs) {
        for (Jobs job : jobs) {
            fixture.diffbot.put(job);
        }
    }

    private void call(JobKey... jobs) throws Exception {
        webhook.accept(List.of(jobs)).get();
    }

    private boolean isInUse() {
        return fixture.session.isInUse(SHOP);
    }

    private List<Object> events() {
        return routed.stream().map(exchange -> exchange.getMessage().getHeader(DiffbotConstants.EVENT)).toList();
    }

    private static ConditionFactory await() {
        return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
    }

    /** Stops the webhook, and waits until its threads have done what they began. */
    private void endThreads() {
        webhook.stop();
        String prefix = "Camel (" + fixture.context.getName() + ")";
        await().until(() -> Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .noneMatch(name -> name.startsWith(prefix) && name.contains("DiffbotWebhook")));
    }

    @Test
    @DisplayName("The events of a job are routed one after the other, and the job is in use until the last is handled")
    void inOrder() throws Exception {
        show(Jobs.crawl("shop").status(1).rounds(2).completed(ENDED).with("repeat", 1).with("maxRounds", 2));

        call(SHOP);

        await().until(() -> routed.size() == 1);
        assertThat(events()).containsExactly("roundCompleted");
        assertThat(fixture.counted).singleElement().asString().matches("delivered shop after \\d+ s");
        assertThat(fixture.routes).containsExactly("webhook");
        assertThat(fixture.uptimes).singleElement().asInstanceOf(InstanceOfAssertFactories.DURATION)
                .isPositive().isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - createdAt));
        EventFixture.end(routed.get(0));
        await().until(() -> routed.size() == 2);
        assertThat(events()).containsExactly("roundCompleted", "completed");
        assertThat(isInUse()).isTrue();
        EventFixture.end(routed.get(1));
        await().until(() -> !isInUse());
    }

    @Test
    @DisplayName("After a failed event the others are left to the consumer's poll")
    void failed() throws Exception {
        show(Jobs.crawl("shop").status(1).rounds(2).completed(ENDED).with("repeat", 1).with("maxRounds", 2));
        call(SHOP);
        await().until(() -> routed.size() == 1);

        EventFixture.fail(routed.get(0));

        await().until(() -> !isInUse());
        assertThat(routed).hasSize(1);
    }

    @Test
    @DisplayName("The error of a route is logged")
    void errorOfTheRoute() throws Exception {
        show(Jobs.crawl("shop").status(9).completed(ENDED));
        failure = new IllegalStateException("The route cannot");

        try (LoggedLines log = new LoggedLines()) {
            call(SHOP);

            await().until(() -> log.lines().stream()
                    .anyMatch(line -> line.contains("Error processing exchange") && line.contains("The route cannot")));
        }
        endThreads();
    }

    @Test
    @DisplayName("A job that has not ended has no event")
    void notEnded() throws Exception {
        show(Jobs.crawl("shop").status(7));

        call(SHOP);

        endThreads();
        assertThat(isInUse()).isFalse();
        assertThat(routed).isEmpty();
    }

    @Test
    @DisplayName("Of several jobs only those are delivered that the call names and the route is for")
    void others() throws Exception {
        show(Jobs.crawl("shop").status(9).completed(ENDED), Jobs.crawl("sea").status(9).completed(ENDED),
                Jobs.crawl("sa").status(9).completed(ENDED), Jobs.bulk("sand").status(9).completed(ENDED));

        call(new JobKey("", "shop"), new JobKey("crawl", "sea"), new JobKey("crawl", "other"), new JobKey("bulk", "sand"));

        await().until(() -> routed.size() == 2);
        assertThat(routed).extracting(exchange -> exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME))
                .containsExactlyInAnyOrder("shop", "sea");
        assertThat(fixture.diffbot.calls()).hasSize(1);
    }

    @Test
    @DisplayName("A call that names no job of the route is done without a poll")
    void noJob() throws Exception {
        call(new JobKey("crawl", "other"), new JobKey("bulk", "shop"));

        assertThat(fixture.diffbot.calls()).isEmpty();
    }

    @Test
    @DisplayName("A call with an invalid name is refused before a poll")
    void invalidName() {
        assertThatThrownBy(() -> call(SHOP, new JobKey("crawl", "s hop"))).isInstanceOf(IllegalArgumentException.class);

        assertThat(fixture.diffbot.calls()).isEmpty();
    }

    @Test
    @DisplayName("A poll that fails fails the call")
    void down() {
        fixture.diffbot.refuse(503, call -> true);

        assertThatThrownBy(() -> call(SHOP)).isInstanceOf(ExecutionException.class)
                .hasStackTraceContaining("The call is refused");
    }

    @Test
    @DisplayName("A call retries deletions that wait, as a poll does")
    void tidies() throws Exception {
        show(Jobs.crawl("shop").status(7), Jobs.bulk("old").status(9).completed(ENDED));
        JobsInUse.Use use = fixture.session.jobsInUse().begin("old");
        DeleteAfterCompletion deletion = fixture.deletion(EventFixture.settings(null, null, Fetch.job, true));
        deletion.eventBegins(EventFixture.completed("old"));
        deletion.eventHandled(EventFixture.completed("old"), null);
        use.close();

        call(SHOP);

        assertThat(fixture.diffbot.deleted()).containsExactly("old");
    }

    @Test
    @DisplayName("The poll of a call serves an exchange that waits for the job")
    void waits() throws Exception {
        CompletableFuture<WaitOutcome> outcome = new CompletableFuture<>();
        fixture.session.waits().waiter().startWait(
                new PendingWait(new JobWaiterTestSupport.TestOwner(), null, Duration.ofDays(1), false, outcome::complete),
                JobType.crawl, "shop", Jobs.crawl("shop").status(7).job());
        show(Jobs.crawl("shop").status(9).completed(ENDED));

        call(SHOP);

        await().until(outcome::isDone);
        assertThat(outcome.get().end()).isEqualTo(WaitEnd.done);
        assertThat(fixture.diffbot.calls()).hasSize(1);
    }

    @Test
    @DisplayName("A repository that cannot be started fails the call before a poll")
    void repositoryDown() {
        webhook.stop();
        webhook = webhook("all", new FailingRepository(Call.START));

        assertThatThrownBy(() -> call(SHOP)).hasStackTraceContaining("no connection");

        assertThat(fixture.diffbot.calls()).isEmpty();
    }

    @Test
    @DisplayName("An error of the repository leaves the event to the consumer's poll")
    void repositoryFails() throws Exception {
        webhook.stop();
        webhook = webhook("all", new FailingRepository(Call.CONTAINS));
        show(Jobs.crawl("shop").status(9).completed(ENDED));

        try (LoggedLines log = new LoggedLines()) {
            call(SHOP);

            await().until(() -> fixture.counted.contains("failed shop") && !isInUse());
            await().until(() -> log.lines().stream().anyMatch(line -> line.contains("left to the next poll. Caused by")));
        }
        assertThat(routed).isEmpty();
    }

    @Test
    @DisplayName("A stop releases an exchange that waits, and later calls are refused")
    void stop() throws Exception {
        show(Jobs.crawl("shop").status(9).completed(ENDED));
        call(SHOP);
        await().until(() -> routed.size() == 1);

        webhook.stop();

        // during the stop the exchange may still be on its way to its place
        await().until(() -> !isInUse());
        assertThat(routed.get(0).getException()).hasMessageContaining("dropped");
        assertThatThrownBy(() -> call(SHOP)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    @DisplayName("A job that is polled while the route stops is left to the consumer's poll")
    void stopDuringThePoll() throws Exception {
        show(Jobs.crawl("shop").status(9).completed(ENDED));
        CountDownLatch release = new CountDownLatch(1);
        fixture.diffbot.hold(call -> true, release);
        Future<Void> poll = webhook.accept(List.of(SHOP));
        await().until(() -> fixture.diffbot.calls().size() == 1);

        webhook.stop();
        release.countDown();
        poll.get();

        endThreads();
        assertThat(isInUse()).isFalse();
        assertThat(routed).isEmpty();
    }

    @Test
    @DisplayName("After a restart exchanges wait again until they are handled")
    void restart() throws Exception {
        show(Jobs.crawl("shop").status(9).completed(ENDED));
        webhook.stop();
        webhook.start();

        call(SHOP);

        await().until(() -> routed.size() == 1 && fixture.counted.size() == 1);
        EventFixture.end(routed.get(0));
        await().until(() -> !isInUse());
        assertThat(routed.get(0).getException()).isNull();
    }

    @Test
    @DisplayName("A webhook delivers ends only, and an option that selects none or another event is an error")
    void selection() throws Exception {
        show(Jobs.crawl("shop").status(7));
        assertThatThrownBy(() -> webhook("progress,paused", null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'progress,paused'").hasMessageContaining("completed");
        assertThatThrownBy(() -> webhook("completed,expiring", null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'completed,expiring'");

        call(SHOP);

        endThreads();
        assertThat(isInUse()).isFalse();
        assertThat(routed).isEmpty();
    }
}
