/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.retry;

import java.time.Duration;
import java.util.concurrent.Future;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A rate permits calls in periods")
class ThrottlePermitsTest extends ThrottleTestSupport {

    private static final Duration NANO = Duration.ofNanos(1);

    @ParameterizedTest
    @CsvSource({ "1, 1, PT1S", "5, 5, PT1S", "2.5, 2, PT0.8S", "0.1, 1, PT10S", "0.99, 1, PT1.010101010S" })
    @DisplayName("A rate permits whole calls in a suitable period")
    void rate(double perSecond, int permits, Duration period) throws InterruptedException {
        Throttle throttle = perSecond(perSecond);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < permits; i++) {
                assertThat(call(throttle)).isEqualTo(Throttle.Turn.granted);
            }
            assertThat(call(throttle)).isEqualTo(Throttle.Turn.tooLate);
            advance(period.minus(NANO));
            assertThat(call(throttle)).isEqualTo(Throttle.Turn.tooLate);
            advance(NANO);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = { 0, -1 })
    @DisplayName("A rate of 0 is no limit")
    void noLimit(double perSecond) throws InterruptedException {
        Throttle throttle = perSecond(perSecond);
        for (int i = 0; i < 10_000; i++) {
            assertThat(call(throttle)).isEqualTo(Throttle.Turn.granted);
        }
    }

    @Test
    @DisplayName("With the lowest rate the second call does not come, and nothing overflows")
    void lowestRate() throws InterruptedException {
        Throttle throttle = perSecond(Double.MIN_VALUE);
        assertThat(call(throttle)).isEqualTo(Throttle.Turn.granted);
        assertThat(throttle.await(false, Throttle.MAX_WAIT)).isEqualTo(Throttle.Turn.tooLate);
        assertThat(throttle.await(false, Duration.ofNanos(Long.MAX_VALUE / 8))).isEqualTo(Throttle.Turn.tooLate);
    }

    @Test
    @DisplayName("Permits of a period without calls do not add up")
    void unused() throws InterruptedException {
        Throttle throttle = throttle(2, Duration.ofSeconds(1));
        advance(Duration.ofSeconds(60));
        assertThat(call(throttle)).isEqualTo(Throttle.Turn.granted);
        assertThat(call(throttle)).isEqualTo(Throttle.Turn.granted);
        assertThat(call(throttle)).isEqualTo(Throttle.Turn.tooLate);
    }

    @Test
    @DisplayName("A call waits for the next period")
    void nextPeriod() throws Exception {
        Throttle throttle = throttle(1, Duration.ofMillis(3));
        assertThat(call(throttle)).isEqualTo(Throttle.Turn.granted);

        Future<Throttle.Turn> waiting = waitingCall(throttle);
        assertThat(waiting).isNotDone();
        advance(Duration.ofMillis(3));

        assertThat(turn(waiting)).isEqualTo(Throttle.Turn.granted);
        assertThat(throttle.waiting()).isZero();
    }

    @Test
    @DisplayName("A call waits for a period as long as its maximum wait")
    void exactWait() throws Exception {
        Throttle throttle = throttle(1, Duration.ofMillis(3));
        assertThat(call(throttle)).isEqualTo(Throttle.Turn.granted);
        assertThat(throttle.await(false, Duration.ofMillis(3).minus(NANO))).isEqualTo(Throttle.Turn.tooLate);

        Future<Throttle.Turn> waiting = waiting(throttle, false, Duration.ofMillis(3));
        advance(Duration.ofMillis(3));

        assertThat(turn(waiting)).isEqualTo(Throttle.Turn.granted);
    }

    @ParameterizedTest
    @CsvSource({ "0, PT10S", "1, PT10S", "2, PT20S", "3, PT20S", "4, PT30S" })
    @DisplayName("A call fails at once if the calls before it need all permits until its maximum wait")
    void queue(int waiting, Duration turn) throws InterruptedException {
        Throttle throttle = throttle(2, Duration.ofSeconds(10));
        call(throttle);
        call(throttle);
        for (int i = 0; i < waiting; i++) {
            waiting(throttle, false, Duration.ofDays(1));
        }
        assertThat(throttle.await(false, turn.minus(NANO))).isEqualTo(Throttle.Turn.tooLate);
        assertThat(throttle.waiting()).isEqualTo(waiting);

        assertThat(waiting(throttle, false, turn)).isNotDone();
        assertThat(throttle.waiting()).isEqualTo(waiting + 1);
    }

    @Test
    @DisplayName("A call takes a permit that is left before the end of the period")
    void permitsLeft() throws InterruptedException {
        Throttle throttle = throttle(3, Duration.ofSeconds(10));
        for (int i = 0; i < 3; i++) {
            advance(Duration.ofSeconds(3));
            assertThat(call(throttle)).isEqualTo(Throttle.Turn.granted);
        }
        // the period began with the first call
        assertThat(throttle.await(false, Duration.ofSeconds(4).minus(NANO))).isEqualTo(Throttle.Turn.tooLate);
        advance(Duration.ofSeconds(4));
        assertThat(call(throttle)).isEqualTo(Throttle.Turn.granted);
    }
}
