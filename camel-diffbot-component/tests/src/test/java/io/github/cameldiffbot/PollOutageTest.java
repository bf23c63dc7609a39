/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.github.cameldiffbot.internal.poll.PollOutage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An outage of polls has few log lines")
class PollOutageTest extends DiffbotTestSupport {

    private static final RuntimeException DOWN = new IllegalStateException("The service is down");

    private final AtomicLong now = new AtomicLong(Duration.ofDays(-3).toNanos());
    private final PollOutage outage = new PollOutage(now::get);
    @AutoClose
    private LoggedLines log;
    private DiffbotConsumer a;
    private DiffbotConsumer b;

    @BeforeEach
    void consumers() throws Exception {
        a = consumer("a");
        b = consumer("b");
        log = new LoggedLines(PollOutage.class.getName());
    }

    @Test
    @DisplayName("Ten minutes of two consumers are four lines and one at the recovery")
    void tenMinutes() {
        for (int seconds = 0; seconds < 600; seconds += 15) {
            outage.recordFailure(a.state(), DOWN);
            outage.recordFailure(b.state(), DOWN);
            pass(15);
        }
        outage.recordSuccess(a.state());
        outage.recordSuccess(b.state());

        assertThat(log.lines()).hasSize(5);
        assertThat(log.lines().get(0)).startsWith("WARN").contains("route a", "diffbot://bulk/a", "The service is down");
        assertThat(log.lines().get(1)).startsWith("WARN").contains("still", "9 times since 60 s ago", "The service is down");
        assertThat(log.lines().get(2)).contains("since 180 s ago");
        assertThat(log.lines().get(3)).contains("since 420 s ago");
        assertThat(log.lines().get(4)).startsWith("INFO").contains("Polls again after 600 s", "failed polls: 80");
    }

    @Test
    @DisplayName("A week is about 170 lines")
    void week() {
        for (int minutes = 0; minutes < 7 * 24 * 60; minutes++) {
            outage.recordFailure(a.state(), DOWN);
            pass(60);
        }
        assertThat(log.lines()).hasSizeBetween(160, 180);
    }

    @Test
    @DisplayName("One failed poll is a line, and its recovery another one")
    void blip() {
        outage.recordFailure(a.state(), DOWN);
        pass(75);
        outage.recordSuccess(a.state());

        assertThat(log.lines()).hasSize(2).last().asString().contains("Polls again after 75 s");
    }

    @Test
    @DisplayName("A failure of another kind is a separate line")
    void anotherKind() {
        outage.recordFailure(a.state(), DOWN);
        outage.recordFailure(b.state(), DOWN);
        outage.recordFailure(b.state(), new IllegalArgumentException("No such name"));
        outage.recordFailure(a.state(), DOWN);

        assertThat(log.lines()).hasSize(2).last().asString().contains("route b", "No such name");
    }

    @Test
    @DisplayName("A consumer that stops while it fails ends the outage without a line")
    void stoppedConsumer() {
        outage.recordFailure(a.state(), DOWN);
        outage.remove(a.state());
        outage.recordSuccess(b.state());

        assertThat(log.lines()).hasSize(1);
    }

    private void pass(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private DiffbotConsumer consumer(String name) throws Exception {
        DiffbotConsumer consumer = (DiffbotConsumer) context.getEndpoint("diffbot:bulk/" + name).createConsumer(exchange -> {
        });
        consumer.setRouteId(name);
        return consumer;
    }
}
