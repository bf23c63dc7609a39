/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@DisplayName("Calls precede downloads and pass in order")
class ThrottleOrderTest extends ThrottleTestSupport {

    private static final Duration PERIOD = Duration.ofMillis(3);

    private final Map<String, Future<Throttle.Turn>> started = new LinkedHashMap<>();

    private void start(Throttle throttle, String... names) {
        for (String name : names) {
            started.put(name, waiting(throttle, name.startsWith("d"), LONG));
        }
    }

    // the order in which the calls pass, one in each period
    private List<String> order() throws Exception {
        List<String> order = new ArrayList<>();
        while (!started.isEmpty()) {
            advance(PERIOD);
            await().pollInterval(Duration.ofMillis(1)).until(() -> started.values().stream().anyMatch(Future::isDone));
            String passed = started.keySet().stream().filter(name -> started.get(name).isDone()).findFirst().orElseThrow();
            assertThat(turn(started.remove(passed))).isEqualTo(Throttle.Turn.granted);
            order.add(passed);
        }
        return order;
    }

    @Test
    @DisplayName("Calls pass in order, and after four of them one download that waits")
    void fifthTurn() throws Exception {
        Throttle throttle = throttle(1, PERIOD);
        throttle.await(true, Duration.ZERO);
        start(throttle, "d0", "d1", "d2", "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8");
        assertThat(order()).containsExactly("c0", "c1", "c2", "c3", "d0", "c4", "c5", "c6", "c7", "d1", "c8", "d2");
    }

    @Test
    @DisplayName("Calls that passed while no download waited count")
    void callsBefore() throws Exception {
        Throttle throttle = throttle(4, PERIOD);
        for (int i = 0; i < 4; i++) {
            assertThat(call(throttle)).isEqualTo(Throttle.Turn.granted);
        }
        Future<Throttle.Turn> call = waitingCall(throttle);
        Future<Throttle.Turn> download = waiting(throttle, true, LONG);
        assertThat(call).isNotDone();
        advance(PERIOD);
        assertThat(turn(call)).isEqualTo(Throttle.Turn.granted);
        assertThat(turn(download)).isEqualTo(Throttle.Turn.granted);
    }

    @ParameterizedTest
    @CsvSource({ "0, 0, 1", "1, 0, 2", "4, 0, 5", "5, 0, 5", "9, 0, 5", "0, 1, 2", "9, 1, 10", "7, 1, 9" })
    @DisplayName("A download fails at once if the calls and downloads before it need all permits until its maximum wait")
    void downloadTooLate(int calls, int downloads, int periods) throws InterruptedException {
        Duration period = Duration.ofSeconds(10);
        Throttle throttle = throttle(1, period);
        call(throttle);
        for (int i = 0; i < calls; i++) {
            waiting(throttle, false, Duration.ofDays(1));
        }
        for (int i = 0; i < downloads; i++) {
            waiting(throttle, true, Duration.ofDays(1));
        }
        Duration turn = period.multipliedBy(periods);
        assertThat(throttle.await(true, turn.minusNanos(1))).isEqualTo(Throttle.Turn.tooLate);
        assertThat(waiting(throttle, true, turn)).isNotDone();
        assertThat(throttle.waiting()).isEqualTo(calls + downloads + 1);
    }

    @Test
    @DisplayName("Downloads do not delay a call")
    void callIgnoresDownloads() throws InterruptedException {
        Throttle throttle = throttle(1, Duration.ofSeconds(10));
        call(throttle);
        for (int i = 0; i < 3; i++) {
            waiting(throttle, true, Duration.ofDays(1));
        }
        assertThat(waiting(throttle, false, Duration.ofSeconds(10))).isNotDone();
    }

    @Test
    @DisplayName("A call that is interrupted leaves the queue, and the next one takes its turn")
    void interrupted() throws Exception {
        Throttle throttle = throttle(1, PERIOD);
        call(throttle);
        Future<Throttle.Turn> first = waitingCall(throttle);
        Future<Throttle.Turn> second = waitingCall(throttle);

        first.cancel(true);

        await().until(() -> throttle.waiting() == 1);
        assertThatThrownBy(first::get).isInstanceOf(CancellationException.class);
        assertThat(second).isNotDone();
        advance(PERIOD);
        assertThat(turn(second)).isEqualTo(Throttle.Turn.granted);
        assertThat(throttle.waiting()).isZero();
    }

    @Test
    @DisplayName("All calls that a period permits pass in it")
    void together() throws Exception {
        Throttle throttle = throttle(3, PERIOD);
        for (int i = 0; i < 3; i++) {
            call(throttle);
        }
        List<Future<Throttle.Turn>> waiting = List.of(waitingCall(throttle), waitingCall(throttle), waitingCall(throttle),
                waitingCall(throttle));
        advance(PERIOD);
        for (Future<Throttle.Turn> call : waiting.subList(0, 3)) {
            assertThat(turn(call)).isEqualTo(Throttle.Turn.granted);
        }
        assertThat(waiting.get(3)).isNotDone();
        assertThat(throttle.waiting()).isOne();
    }
}
