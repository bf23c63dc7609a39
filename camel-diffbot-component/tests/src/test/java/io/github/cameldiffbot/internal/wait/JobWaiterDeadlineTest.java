/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.cameldiffbot.FaultCase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.cameldiffbot.job.Jobs.bulk;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A timeout ends its wait in time, after a last poll")
class JobWaiterDeadlineTest extends JobWaiterTestSupport {

    @Test
    @FaultCase("C3")
    @DisplayName("A wait whose timeout is between two polls gets a last poll")
    void aDeadlineBetweenTwoPollsGetsALastPoll() {
        park(bulk("a").status(6), Duration.ofSeconds(75), false);

        timer.advance(Duration.ofSeconds(74));
        assertThat(ends).isEmpty();
        timer.advance(Duration.ofSeconds(1));

        assertThat(ends).containsExactly("a timeout 6");
        assertThat(lastPoll()).isEqualTo(timer.now());
        assertThat(timer.tasks()).isZero();
        assertThat(waits.pendingWaits()).isZero();
    }

    @Test
    @FaultCase("C3")
    @DisplayName("The last poll can find the end of the job")
    void theLastPollMayFindTheEnd() {
        park(bulk("a").status(6), Duration.ofSeconds(75), false);
        timer.advance(Duration.ofSeconds(74));
        server.put("a", bulk("a").status(9));

        timer.advance(Duration.ofSeconds(1));

        assertThat(ends).containsExactly("a done 9");
    }

    @Test
    @FaultCase("C3")
    @DisplayName("A timeout during a poll gets a poll of its own")
    void aDeadlineWithinAPollGetsItsOwnPoll() {
        // polls begin at 2, 4.5, 7, 9.5 seconds
        park(bulk("a").status(7), Duration.ofMillis(12_250), false);
        duringPoll = () -> {
            timer.pass(Duration.ofMillis(500));
            if (polls.size() == 5) {
                server.put("a", bulk("a").status(9));
            }
        };

        timer.advance(Duration.ofSeconds(12));
        assertThat(polls).hasSize(5);
        assertThat(timer.now() - lastPoll()).isEqualTo(Duration.ofMillis(500).toNanos());
        assertThat(ends).isEmpty();
        timer.advance(LEAST);

        assertThat(ends).containsExactly("a done 9");
    }

    @Test
    @DisplayName("A deadline ends the wait although the poll that began before it has no response")
    void aPollThatHangsDelaysNoDeadline() {
        List<Runnable> hanging = new ArrayList<>();
        pollers = hanging::add;
        park(bulk("a").status(7), Duration.ofMinutes(1), false);

        timer.advance(Duration.ofMinutes(1));
        assertThat(hanging).hasSize(1);
        assertThat(ends).isEmpty();
        timer.advance(LEAST.plusSeconds(1));

        assertThat(ends).containsExactly("a timeout 7");
        assertThat(waits.pendingWaits()).isZero();
        hanging.get(0).run();
        assertThat(ends).hasSize(1);
        assertThat(timer.tasks()).isZero();
    }

    @Test
    @DisplayName("The last poll of a short timeout has a quarter of it for its response")
    void aShortTimeoutIsNotLateByAWholeTick() {
        pollers = task -> {
        };
        park(bulk("a").status(7), Duration.ofSeconds(1), false);

        timer.advance(Duration.ofMillis(1250));

        assertThat(ends).containsExactly("a timeout 7");
    }

    @ParameterizedTest
    @ValueSource(longs = { Long.MAX_VALUE, Long.MAX_VALUE / 1_000_000 + 1, 1L << 53 })
    @DisplayName("A timeout that is too long to be counted never ends")
    void noDeadlineOverflows(long millis) {
        park(bulk("a").status(7), Duration.ofMillis(millis), false);

        timer.advance(Duration.ofHours(10));

        assertThat(ends).isEmpty();
    }

    @Test
    @DisplayName("Timeouts close to each other share a poll")
    void closeDeadlinesShareOnePoll() {
        server.put("a", bulk("a").status(6));
        for (int i = 0; i < 3; i++) {
            park(bulk("a").status(6), Duration.ofSeconds(30), false);
            timer.advance(Duration.ofMillis(100));
        }

        timer.advance(Duration.ofSeconds(60));

        assertThat(ends).hasSize(3).containsOnly("a timeout 6");
        assertThat(polls).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    @DisplayName("A timeout ends the wait also while the service is down")
    void aDeadlineEndsTheWaitAlsoWhileTheServiceIsDown() {
        trouble = new IllegalStateException("down");
        park(bulk("a").status(7), Duration.ofMinutes(1), false);

        timer.advance(Duration.ofMinutes(1));

        assertThat(ends).containsExactly("a timeout 7");
    }
}
