/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.cameldiffbot.internal.watch.TrackedJobs.NOW;
import static io.github.cameldiffbot.internal.watch.TrackedJobs.shop;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An end from before the first poll is old, also if a pause hid it at that poll")
class EndBeforeFirstPollTest {

    private final TrackedJobs jobs = new TrackedJobs("completion", false);

    @ParameterizedTest
    @CsvSource({ "-1, false", "0, true", "40, true" })
    @DisplayName("Behind a pause the time decides whether an end is new, whatever the counters show")
    void timeDecides(long completed, boolean isNew) {
        for (int pages : new int[] { 7, 8 }) {
            TrackedJobs each = new TrackedJobs("completion", false);
            each.poll(NOW, shop(8).pages(7));
            each.poll(NOW + 60, shop(9).completed(NOW + completed).pages(pages));

            assertThat(each.ends()).hasSize(isNew ? 1 : 0);
        }
    }

    @ParameterizedTest
    @CsvSource({ "9, 0, true", "7, 3, true", "7, 0, false" })
    @DisplayName("Without times the counters decide whether an end is new")
    void countersDecide(long pages, long objects, boolean isNew) {
        jobs.poll(0, shop(8).pages(7).with("objectsFound", 0));
        jobs.poll(0, shop(9).pages(pages).with("objectsFound", objects));

        assertThat(jobs.ends()).hasSize(isNew ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({ "9, true", "7, false" })
    @DisplayName("Without Diffbot's clock at the first poll the counters decide, also if the end has a time")
    void countersDecideWithoutClock(long pages, boolean isNew) {
        jobs.poll(0, shop(8).pages(7));
        jobs.poll(NOW + 60, shop(9).pages(pages).completed(NOW + 10));

        assertThat(jobs.ends()).hasSize(isNew ? 1 : 0);
    }

    @Test
    @DisplayName("Without Diffbot's clock a pause after the first poll hides no end")
    void laterPause() {
        jobs.poll(0, shop(7).pages(7));
        jobs.poll(0, shop(6).pages(7).completed(NOW + 10));
        jobs.poll(0, shop(9).pages(7).completed(NOW + 20));

        assertThat(jobs.ends()).containsExactly("ended/" + (NOW + 10), "ended/" + (NOW + 20));
    }

    @ParameterizedTest
    @CsvSource({ "5, 1", "-100, 0" })
    @DisplayName("An end that seemed old is delivered when its time shows that it is new")
    void timeIsReportedLate(long completed, int ends) {
        jobs.poll(NOW, shop(8).pages(7));
        jobs.poll(NOW + 10, shop(9).pages(7));
        jobs.poll(NOW + 45, shop(9).pages(7));
        assertThat(jobs.ends()).isEmpty();

        jobs.poll(NOW + 50, shop(9).pages(7).completed(NOW + completed));

        assertThat(jobs.ends()).hasSize(ends);
    }

    @ParameterizedTest
    @CsvSource({ "-61, 0", "-60, 1", "10, 1" })
    @DisplayName("A job that ran at the first poll and is paused now has ended since, if its time is at most a minute before")
    void pausedAfterTheFirstPoll(long completed, int ends) {
        jobs.poll(NOW, shop(7));
        jobs.poll(NOW + 60, shop(6).completed(NOW + completed));

        assertThat(jobs.ends()).hasSize(ends);
    }

    @Test
    @DisplayName("A job that ran at the first poll and shows its end now has ended since, whatever the time")
    void endedAfterTheFirstPoll() {
        jobs.poll(NOW, shop(7));
        jobs.poll(NOW + 60, shop(9).completed(NOW - 61));

        assertThat(jobs.ends()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({ "-1, 0", "0, 1" })
    @DisplayName("A job that was paused at the first poll and ran since then has no end from before")
    void pausedTwice(long completed, int ends) {
        jobs.poll(NOW, shop(6));
        jobs.poll(NOW + 10, shop(7));
        jobs.poll(NOW + 60, shop(6).completed(NOW + completed));

        assertThat(jobs.ends()).hasSize(ends);
    }

    @Test
    @DisplayName("A job that ran after the pause of the first poll has ended since, whatever the time")
    void ranAfterAPause() {
        jobs.poll(NOW, shop(6));
        jobs.poll(NOW + 10, shop(7));
        jobs.poll(NOW + 60, shop(9).completed(NOW - 1));

        assertThat(jobs.ends()).hasSize(1);
    }
}
