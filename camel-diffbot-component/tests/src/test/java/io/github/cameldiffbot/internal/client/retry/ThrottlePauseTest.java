/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.retry;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A requested pause holds for all calls")
class ThrottlePauseTest extends ThrottleTestSupport {

    private static final Duration PAUSE = Duration.ofMillis(3);

    @Test
    @FaultCase("H1")
    @DisplayName("No call passes during a pause")
    void pause() throws Exception {
        Throttle throttle = perSecond(0);
        throttle.pause(PAUSE);
        assertThat(call(throttle)).isEqualTo(Throttle.Turn.tooLate);
        advance(PAUSE.minusNanos(1));
        assertThat(call(throttle)).isEqualTo(Throttle.Turn.tooLate);
        advance(Duration.ofNanos(1));
        assertThat(call(throttle)).isEqualTo(Throttle.Turn.granted);
    }

    @Test
    @FaultCase("H1")
    @DisplayName("A call waits until the end of a pause, if that is within its maximum wait")
    void endOfPause() throws Exception {
        Throttle throttle = perSecond(0);
        throttle.pause(PAUSE);
        Future<Throttle.Turn> patient = waitingCall(throttle);
        Future<Throttle.Turn> impatient = waiting(throttle, false, PAUSE.minusNanos(1));
        assertThat(patient).isNotDone();
        advance(PAUSE.minusNanos(1));
        assertThat(turn(impatient)).isEqualTo(Throttle.Turn.tooLate);
        assertThat(patient).isNotDone();
        advance(Duration.ofNanos(1));
        assertThat(turn(patient)).isEqualTo(Throttle.Turn.granted);
    }

    @Test
    @DisplayName("A shorter pause does not end a longer one")
    void longest() throws Exception {
        Throttle throttle = perSecond(0);
        throttle.pause(PAUSE);
        throttle.pause(Duration.ofMillis(1));
        advance(PAUSE.minusNanos(1));
        assertThat(call(throttle)).isEqualTo(Throttle.Turn.tooLate);
        throttle.pause(PAUSE);
        advance(Duration.ofNanos(1));
        assertThat(call(throttle)).isEqualTo(Throttle.Turn.tooLate);
    }

    @Test
    @DisplayName("A call waits no longer than the maximum pause because of a pause")
    void maxPause() throws Exception {
        // the clock of the system
        Throttle throttle = Throttle.perSecond(0, Duration.ofMillis(20), System::nanoTime);
        throttle.pause(Duration.ofDays(1));
        assertThat(turn(started(throttle, false, Duration.ofDays(1)))).isEqualTo(Throttle.Turn.granted);
    }

    @Test
    @FaultCase("H16")
    @DisplayName("A throttle that is closed rejects calls until the maximum pause has passed")
    void closed() throws Exception {
        Throttle throttle = throttle(5, Duration.ofSeconds(1), Duration.ofSeconds(60));
        throttle.close(Duration.ofHours(1));
        assertThat(call(throttle)).isEqualTo(Throttle.Turn.closed);
        assertThat(throttle.await(true, LONG)).isEqualTo(Throttle.Turn.closed);
        advance(Duration.ofSeconds(60).minusNanos(1));
        assertThat(call(throttle)).isEqualTo(Throttle.Turn.closed);
        advance(Duration.ofNanos(1));
        assertThat(call(throttle)).isEqualTo(Throttle.Turn.granted);
    }

    @Test
    @FaultCase("H16")
    @DisplayName("A throttle that closes rejects the calls that wait")
    void waiting() throws Exception {
        Throttle throttle = throttle(1, Duration.ofHours(1));
        call(throttle);
        List<Future<Throttle.Turn>> waiting = Stream.of(false, false, true, true)
                .map(download -> waiting(throttle, download, Duration.ofDays(1))).toList();
        throttle.close(Duration.ofHours(1));
        for (Future<Throttle.Turn> call : waiting) {
            assertThat(turn(call)).isEqualTo(Throttle.Turn.closed);
        }
        assertThat(throttle.waiting()).isZero();
    }

    @Test
    @FaultCase("H16")
    @DisplayName("The remaining pause is that of the longest request, and counts down to 0")
    void remaining() {
        Throttle throttle = throttle(5, Duration.ofSeconds(1), Duration.ofSeconds(60));
        assertThat(throttle.remainingPause()).isZero();
        throttle.close(Duration.ofHours(1));
        throttle.close(Duration.ofMinutes(2));
        assertThat(throttle.remainingPause()).isEqualTo(Duration.ofHours(1));
        advance(Duration.ofMinutes(59));
        assertThat(throttle.remainingPause()).isEqualTo(Duration.ofMinutes(1));
        throttle.close(Duration.ofMinutes(2));
        assertThat(throttle.remainingPause()).isEqualTo(Duration.ofMinutes(2));
        advance(Duration.ofHours(1));
        assertThat(throttle.remainingPause()).isZero();
    }

    @Test
    @DisplayName("The longest pause that a server can request is 68 years")
    void longestRequest() {
        Throttle throttle = throttle(5, Duration.ofSeconds(1));
        throttle.close(Duration.ofDays(999_999_999));
        assertThat(throttle.remainingPause()).isEqualTo(Duration.ofSeconds(Integer.MAX_VALUE));
    }
}
