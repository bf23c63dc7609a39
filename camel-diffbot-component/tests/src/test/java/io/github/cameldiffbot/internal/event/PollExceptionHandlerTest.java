/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.time.Duration;
import java.time.Instant;

import io.github.cameldiffbot.LoggedLines;
import io.github.cameldiffbot.internal.poll.ConsumerState;
import io.github.cameldiffbot.internal.poll.PollTimes;
import io.github.cameldiffbot.internal.watch.JobTracker;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobKey;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A failed poll is logged once in an outage")
class PollExceptionHandlerTest {

    private static final RuntimeException DOWN = new IllegalStateException("The service is down");

    private final EventFixture fixture = new EventFixture();
    private final LoggedLines log = new LoggedLines();
    private final PollTimes times = new PollTimes();
    private final PollExceptionHandler handler
            = new PollExceptionHandler(fixture.context, PollExceptionHandlerTest.class, new Polling(), fixture.endpoint);

    @AfterEach
    void close() {
        log.close();
        fixture.close();
    }

    @Test
    @DisplayName("A failed poll logs one line, and the same failure of the next poll logs nothing")
    void failedPoll() {
        times.recordFailure(DOWN);

        handler.handleException("Failed polling", null, DOWN);
        handler.handleException("Failed polling", null, DOWN);

        assertThat(log.lines()).filteredOn(line -> line.contains("The service is down")).singleElement().asString()
                .contains("Polling fails in route events");
        assertThat(log.lines()).noneMatch(line -> line.contains("Failed polling"));
    }

    @Test
    @DisplayName("Other exceptions, and those of an exchange, are logged with their stack trace")
    void otherExceptions() {
        Exchange exchange = new DefaultExchange(fixture.context);
        times.recordFailure(DOWN);

        handler.handleException("Error processing exchange", exchange, DOWN);
        handler.handleException("Cannot store", null, new IllegalStateException("The disk is full"));

        assertThat(log.lines()).noneMatch(line -> line.contains("Polling fails in route events"))
                .anyMatch(line -> line.contains("\tat "))
                .anyMatch(line -> line.contains("Error processing exchange"))
                .anyMatch(line -> line.contains("Cannot store") && line.contains("The disk is full"));
    }

    @Test
    @DisplayName("An error without an exception is logged before any poll has failed")
    void withoutException() {
        handler.handleException("Something is wrong", null, null);

        assertThat(log.lines()).anyMatch(line -> line.contains("Something is wrong"));
    }

    /** A consumer whose polls the test fails. */
    private final class Polling implements ConsumerState {

        @Override
        public String routeId() {
            return "events";
        }

        @Override
        public String endpoint() {
            return "diffbot:bulk";
        }

        @Override
        public boolean isPolling() {
            return false;
        }

        @Override
        public boolean isSuspended() {
            return false;
        }

        @Override
        public Instant nextPoll() {
            return null;
        }

        @Override
        public PollTimes pollTimes() {
            return times;
        }

        @Override
        public JobTracker tracker() {
            return null;
        }

        @Override
        public Duration maxPollAge() {
            return null;
        }

        @Override
        public boolean needs(JobEvent end) {
            return false;
        }

        @Override
        public boolean redeliver(JobKey job, @Nullable String id) {
            return false;
        }
    }
}
