/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.retry;

import java.time.Duration;

import io.github.cameldiffbot.FaultCase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Delays between retries double at random within their bounds")
class BackoffDelayTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration CAP = Duration.ofSeconds(60);
    private static final Duration NANO = Duration.ofNanos(1);
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);
    // larger delays are not computed
    private static final Duration BOUND = Duration.ofNanos(Long.MAX_VALUE / 4);

    @ParameterizedTest
    @CsvSource({
            "0, 0, PT1S", "0, 1, PT2S", "0, 3, PT8S", "0, 5, PT32S", "0, 6, PT60S", "0, 100, PT60S", "0, 2000000000, PT60S",
            "0.75, 3, PT2S", "0.5, 1, PT1S", "0.5, 100, PT30S" })
    @DisplayName("The delay after a failure is random up to a bound that doubles until the maximum")
    void failure(double random, int failures, Duration delay) {
        assertThat(new Backoff(SECOND, CAP, () -> random).afterFailure(failures, null)).isEqualTo(delay);
    }

    @Test
    @DisplayName("The delay after a failure is at least a nanosecond, also with retryDelay=0")
    void positive() {
        assertThat(new Backoff(SECOND, CAP, () -> Math.nextDown(1.0)).afterFailure(3, null)).isEqualTo(NANO);
        assertThat(new Backoff(Duration.ZERO, CAP, () -> 0).afterFailure(0, null)).isEqualTo(NANO);
        assertThat(new Backoff(SECOND, Duration.ZERO, () -> 0).afterFailure(0, null)).isEqualTo(NANO);
    }

    @ParameterizedTest
    @CsvSource({ "0, 0, PT1S", "0, 1, PT2S", "0.5, 0, PT1.25S", "0.5, 2, PT5S", "0.5, 6, PT60S", "0, 1000, PT60S" })
    @DisplayName("The delay after a throttle starts at a second, doubles, and is up to a half longer at random")
    void throttle(double random, int throttles, Duration delay) {
        assertThat(new Backoff(Duration.ofMillis(1), CAP, () -> random).afterThrottle(throttles, null)).isEqualTo(delay);
    }

    @ParameterizedTest
    @ValueSource(doubles = { 0, 0.5, 0.999 })
    @FaultCase("H1")
    @DisplayName("Each delay after a throttle is longer than the one before")
    void grows(double random) {
        Backoff backoff = new Backoff(Duration.ofMillis(1), CAP, () -> random);
        Duration before = Duration.ofMillis(999);
        for (int throttles = 0; throttles < 5; throttles++) {
            Duration delay = backoff.afterThrottle(throttles, null);
            assertThat(delay).isGreaterThan(before);
            before = delay;
        }
    }

    @Test
    @DisplayName("A retryDelay above a second is also the shortest delay after a throttle")
    void longFirst() {
        assertThat(new Backoff(Duration.ofSeconds(3), CAP, () -> 0).afterThrottle(1, null)).isEqualTo(Duration.ofSeconds(6));
    }

    @ParameterizedTest
    @CsvSource({ "PT0.001S", "PT7S", "PT60S" })
    @FaultCase("H2")
    @DisplayName("The delay that the server requests is kept up to the maximum")
    void requested(Duration requested) {
        Backoff backoff = new Backoff(SECOND, CAP, () -> 0.5);
        assertThat(backoff.afterThrottle(3, requested)).isEqualTo(requested);
        assertThat(backoff.afterFailure(3, requested)).isEqualTo(requested);
    }

    @ParameterizedTest
    @CsvSource({ "PT60.000000001S", "P3650D", "P999999D" })
    @FaultCase("H2")
    @DisplayName("A longer delay than the maximum is cut to it")
    void cut(Duration requested) {
        Backoff backoff = new Backoff(SECOND, CAP, () -> 0.5);
        assertThat(backoff.afterThrottle(0, requested)).isEqualTo(CAP);
        assertThat(backoff.afterFailure(0, requested)).isEqualTo(CAP);
    }

    @Test
    @FaultCase("H16")
    @DisplayName("A requested delay is too long if it is longer than the maximum")
    void tooLong() {
        Backoff backoff = new Backoff(SECOND, CAP, () -> 0.5);
        assertThat(backoff.isTooLong(null)).isFalse();
        assertThat(backoff.isTooLong(CAP)).isFalse();
        assertThat(backoff.isTooLong(CAP.plusNanos(1))).isTrue();
        assertThat(backoff.isTooLong(Duration.ofDays(999_999))).isTrue();
    }

    @Test
    @DisplayName("Doubling does not overflow")
    void overflow() {
        Backoff small = new Backoff(NANO, LONGEST, () -> 0);
        assertThat(small.afterFailure(60, null)).isEqualTo(Duration.ofNanos(1L << 60));
        assertThat(small.afterFailure(61, null)).isEqualTo(BOUND);
        assertThat(small.afterFailure(64, null)).isEqualTo(BOUND);
        assertThat(small.afterFailure(128, null)).isEqualTo(BOUND);
        Backoff large = new Backoff(BOUND, LONGEST, () -> 0);
        assertThat(large.afterFailure(0, null)).isEqualTo(BOUND);
        assertThat(large.afterFailure(1, null)).isEqualTo(BOUND);
        assertThat(new Backoff(LONGEST, LONGEST, () -> 0).afterFailure(0, null)).isEqualTo(BOUND);
    }
}
