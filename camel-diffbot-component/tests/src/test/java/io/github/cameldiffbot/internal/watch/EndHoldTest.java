/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import io.github.cameldiffbot.job.Jobs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.cameldiffbot.internal.watch.TrackedJobs.NOW;
import static io.github.cameldiffbot.internal.watch.TrackedJobs.shop;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An end is held until Diffbot reports its completion time, and no other end takes that time")
class EndHoldTest {

    private final TrackedJobs jobs = new TrackedJobs("all", false);

    @ParameterizedTest
    @CsvSource({ "40, ended/1770000040", "100, ended/1770000100" })
    @DisplayName("A time up to 30 seconds after the held end, or ahead of Diffbot's own clock, is that of the held end")
    void timeOfTheHeldEnd(long completed, String end) {
        jobs.poll(NOW, shop(7));
        jobs.poll(NOW + 10, shop(9).pages(10));
        jobs.poll(NOW + 60, shop(9).pages(10).completed(NOW + completed));

        assertThat(jobs.ends()).containsExactly(end);
    }

    @ParameterizedTest
    @ValueSource(longs = { 41, 60 })
    @DisplayName("A later time is that of another end, and the held one is delivered without a time")
    void timeOfAnotherEnd(long completed) {
        jobs.poll(NOW, shop(7));
        jobs.poll(NOW + 10, shop(9).pages(10));
        jobs.poll(NOW + 60, shop(9).pages(12).completed(NOW + completed));

        assertThat(jobs.ends()).containsExactly("ended/p10", "ended/" + (NOW + completed));
    }

    @Test
    @DisplayName("Without Diffbot's clock an end is not held, and any time that is reported later is its time")
    void withoutClock() {
        jobs.poll(0, shop(7));
        jobs.poll(0, shop(9).pages(10));
        assertThat(jobs.ends()).containsExactly("ended/p10");

        jobs.poll(NOW + 60, shop(9).pages(10).completed(NOW + 50));

        assertThat(jobs.ends()).isEmpty();
    }

    @Test
    @DisplayName("An end is not delivered again when Diffbot shows its time instead of that of a later one")
    void earlierEndShownAgain() {
        jobs.poll(NOW, shop(7));
        jobs.poll(NOW + 10, shop(9).completed(NOW + 5));
        jobs.poll(NOW + 20, shop(7));
        jobs.poll(NOW + 30, shop(9));
        assertThat(jobs.ends()).containsExactly("ended/" + (NOW + 5));

        jobs.poll(NOW + 40, shop(9).completed(NOW + 5));

        assertThat(jobs.ends()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "20, 1", "30, 1", "19, 0", "15, 0" })
    @DisplayName("After a job continued, a time from before belongs to the end before, and a time since then is another end")
    void continuedBeforeTheTime(long completed, int more) {
        jobs.poll(NOW, shop(7));
        jobs.poll(NOW + 10, shop(9).pages(10));
        jobs.poll(NOW + 20, shop(7).pages(10));
        assertThat(jobs.ends()).containsExactly("ended/p10/resumed");

        jobs.poll(NOW + 40, shop(9).pages(10).completed(NOW + completed));

        assertThat(jobs.ends()).hasSize(more);
    }

    @Test
    @DisplayName("Events behind a held end are delivered once")
    void eventsBehind() {
        jobs.poll(NOW, shop(7));
        jobs.poll(NOW + 10, shop(9));
        jobs.poll(NOW + 15, shop(6));
        jobs.poll(NOW + 20, shop(6).completed(NOW + 8));
        assertThat(jobs.types()).containsExactly("completed", "paused");

        jobs.poll(NOW + 30, shop(6).completed(NOW + 8));

        assertThat(jobs.types()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "paused", "paused,resumed" })
    @DisplayName("An end that is not selected delays no other event")
    void notSelected(String events) {
        TrackedJobs selected = new TrackedJobs(events, false);
        selected.poll(NOW, shop(7));
        selected.poll(NOW + 10, shop(9));
        selected.poll(NOW + 15, shop(6));

        assertThat(selected.types()).containsExactly("paused");
    }

    @ParameterizedTest
    @CsvSource({ "'completed,paused', 9", "'failed,paused', 10" })
    @DisplayName("Either selected kind of end delays the events behind it")
    void oneKindSelected(String events, int status) {
        TrackedJobs selected = new TrackedJobs(events, false);
        selected.poll(NOW, shop(7));
        selected.poll(NOW + 10, shop(status));
        selected.poll(NOW + 15, shop(6));
        assertThat(selected.types()).isEmpty();

        selected.poll(NOW + 40, shop(6));

        assertThat(selected.types()).containsExactly(status == 9 ? "completed" : "failed", "paused");
    }

    @Test
    @DisplayName("The verdict of a held end is that of the status, which a pause does not change")
    void verdictBehindAPause() {
        jobs.poll(NOW, shop(7));
        jobs.poll(NOW + 10, shop(10));
        jobs.poll(NOW + 20, shop(6).completed(NOW + 8).pages(2).with("pageCrawlSuccesses", 2));

        assertThat(jobs.types()).containsExactly("failed", "paused");
    }

    @ParameterizedTest
    @ValueSource(longs = { 20, 0 })
    @DisplayName("The verdict of a held end that Diffbot corrects is the later one, with or without a time")
    void correctedVerdict(long completed) {
        jobs.poll(NOW, shop(7));
        jobs.poll(NOW + 10, shop(9));
        jobs.poll(NOW + 20, shop(10));
        jobs.poll(NOW + 45, completed == 0 ? shop(10) : shop(10).completed(NOW + completed));

        assertThat(jobs.types()).containsExactly("failed");
    }

    @Test
    @DisplayName("A verdict that changes after the end was delivered is another event, once")
    void changedVerdict() {
        jobs.poll(NOW, shop(7));
        jobs.poll(NOW + 10, shop(9).completed(NOW + 8));
        jobs.poll(NOW + 20, shop(10).completed(NOW + 8));
        assertThat(jobs.types()).containsExactly("completed", "failed");

        jobs.poll(NOW + 30, shop(9).completed(NOW + 8));
        assertThat(jobs.types()).containsExactly("status");
        jobs.poll(NOW + 40, shop(6).completed(NOW + 8).pages(2).with("pageCrawlSuccesses", 0));
        assertThat(jobs.types()).containsExactly("paused");
    }

    @Test
    @DisplayName("Each end has its own verdicts")
    void verdictsOfTwoEnds() {
        jobs.poll(NOW, shop(7));
        jobs.poll(NOW + 10, shop(9).completed(NOW + 8));
        jobs.poll(NOW + 20, shop(10).completed(NOW + 18));
        jobs.poll(NOW + 30, shop(9).completed(NOW + 18));

        assertThat(jobs.types()).containsExactly("completed", "failed", "completed");
    }

    @Test
    @DisplayName("Without any time, a job that shows another verdict or more pages has ended again")
    void endsWithoutTime() {
        jobs.poll(0, shop(7));
        jobs.poll(0, shop(9).pages(10));
        jobs.poll(0, shop(9).pages(10));
        jobs.poll(0, shop(10).pages(10));
        jobs.poll(0, shop(10).pages(11));

        assertThat(jobs.types()).containsExactly("completed", "failed", "failed");
    }

    @Test
    @DisplayName("A job without URLs fails at once, because it never has a time")
    void withoutUrls() {
        jobs.poll(NOW, shop(7));
        jobs.poll(NOW + 10, shop(5));

        assertThat(jobs.types()).containsExactly("failed");
    }

    @Test
    @DisplayName("A job whose end is held is not handled, and it is after the end was delivered and handled")
    void isHandled() {
        Jobs ended = shop(9);
        jobs.poll(NOW, shop(7));
        jobs.poll(NOW + 10, ended);
        assertThat(jobs.types()).isEmpty();
        assertThat(jobs.tracker.hasHandled(ended.job())).isFalse();

        jobs.poll(NOW + 20, shop(9).completed(NOW + 8));
        assertThat(jobs.tracker.hasHandled(ended.job())).isFalse();
        assertThat(jobs.types()).containsExactly("completed");

        assertThat(jobs.tracker.hasHandled(ended.job())).isTrue();
    }
}
