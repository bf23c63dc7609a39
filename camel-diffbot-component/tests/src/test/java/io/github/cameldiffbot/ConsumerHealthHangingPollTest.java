/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

import io.github.cameldiffbot.internal.monitor.DiffbotConsumerHealthCheck;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("A consumer without a successful poll is unhealthy, even if no poll failed")
class ConsumerHealthHangingPollTest extends HealthTestSupport {

    private static final int HANGS = 20_000;
    private static final Duration DELAY = Duration.ofMillis(30);

    @Test
    @DisplayName("A hanging poll turns a healthy consumer down, with the age of its last poll and the causes")
    void aPollThatHangsTurnsAHealthyConsumerDown() throws Exception {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(7).response()));

        events("diffbot:bulk/shop");
        watcher().state().setMaxPollAge(Duration.ofSeconds(1));

        await().untilAsserted(() -> assertThat(check().getState()).isEqualTo(HealthCheck.State.UP));
        assertThat(lastGoodPoll()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        onGet("/bulk?name=shop", json("{}").withFixedDelay(HANGS));
        await().untilAsserted(() -> assertThat(check().getState()).isEqualTo(HealthCheck.State.DOWN));
        HealthCheck.Result down = check();
        assertThat(down.getMessage()).get().asString()
                .contains("1 s", "delay", "requestTimeout", "events", "diffbot://bulk/shop")
                .doesNotContain(TOKEN);
        assertThat((Long) down.getDetails().get(DiffbotConsumerHealthCheck.LAST_POLL_AGE)).isGreaterThan(1000);
        assertThat(down.getDetails()).doesNotContainKey(HealthCheck.FAILURE_ERROR_COUNT);
    }

    @Test
    @DisplayName("A consumer is up until its last poll is older than the limit")
    void itIsUpForAsLongAsTheBoundAllows() throws Exception {
        inTurn("/bulk?name=shop", json(WireJob.bulk("shop").status(7).response()), json("{}").withFixedDelay(HANGS));

        events("diffbot:bulk/shop");

        await().until(() -> requests().size() == 2);
        await().until(() -> watcher().state().pollTimes().timeSinceLastPoll().compareTo(DELAY.multipliedBy(3)) > 0);
        assertThat(check().getState()).isEqualTo(HealthCheck.State.UP);
        watcher().state().setMaxPollAge(DELAY.multipliedBy(3));
        assertThat(check().getState()).isEqualTo(HealthCheck.State.DOWN);
    }

    @Test
    @DisplayName("The default limit follows from delay, backoff and request timeout")
    void theDefaultBoundFollowsTheDelayAndTheTimeout() throws Exception {
        onGet("/bulk?name=shop", noSuchJob());
        component().setRequestTimeout(7_000);

        events("diffbot:bulk/shop");
        await().until(() -> watcher().state().pollTimes().lastGoodPoll() != null);

        assertThat(watcher().state().maxPollAge()).isEqualTo(Duration.ofSeconds(7).plus(DELAY.multipliedBy(6)));
        watcher().setBackoffMultiplier(10);
        assertThat(watcher().state().maxPollAge()).isEqualTo(Duration.ofSeconds(7).plus(DELAY.multipliedBy(13)));
        watcher().setRepeatCount(1);
        assertThat(watcher().state().maxPollAge()).isNull();
    }

    @Test
    @DisplayName("A slow route is not a hanging poll")
    void aSlowRouteIsNotAHangingPoll() throws Exception {
        inTurn("/bulk?name=shop", WireJob.bulk("shop").status(7).response(), WireJob.bulk("shop").status(9).response());
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:bulk/shop")).routeId("events").process(exchange -> {
                    atWork.countDown();
                    enough.await();
                });
            }
        });

        try {
            atWork.await();
            watcher().state().setMaxPollAge(Duration.ofNanos(1));
            assertThat(check().getState()).isEqualTo(HealthCheck.State.UP);
        } finally {
            enough.countDown();
        }
    }

    @Test
    @DisplayName("A suspended consumer is up, and the age of its poll starts with its resumption")
    void aSuspendedConsumerIsNotJudged() throws Exception {
        onGet("/bulk?name=shop", noSuchJob());
        events("diffbot:bulk/shop");
        await().untilAsserted(() -> assertThat(check().getState()).isEqualTo(HealthCheck.State.UP));

        watcher().suspend();
        await().until(() -> watcher().state().pollTimes().timeSinceLastPoll().compareTo(DELAY.multipliedBy(3)) > 0);

        watcher().state().setMaxPollAge(DELAY);
        assertThat(watcher().getHealthCheck().call().getState()).isEqualTo(HealthCheck.State.UP);
        long beforeResume = System.nanoTime();
        watcher().resume();
        Duration sinceResume = watcher().state().pollTimes().timeSinceLastPoll();
        assertThat(sinceResume).isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - beforeResume));
    }

    private DiffbotConsumer watcher() {
        return (DiffbotConsumer) context.getRoute("events").getConsumer();
    }

    private Instant lastGoodPoll() {
        return Instant.parse((String) check().getDetails().get(DiffbotConsumerHealthCheck.LAST_POLL_TIME));
    }
}
