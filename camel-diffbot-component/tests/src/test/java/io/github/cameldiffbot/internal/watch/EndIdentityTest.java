/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobType;
import io.github.cameldiffbot.job.Jobs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.cameldiffbot.job.Jobs.crawl;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An end is identified by the completion time and Diffbot's own clock")
class EndIdentityTest {

    private static final long NOW = 1_770_000_000;

    private JobTracker tracker
            = new JobTracker(JobSelector.matching(JobType.job, name -> true), EventSelection.parse("all"), false);

    @Test
    @FaultCase("S14")
    @DisplayName("A job that ends again with the same counters has a second end")
    void anEndWithALaterTimeIsAnEndOfItsOwn() {
        poll(NOW, job(7));
        poll(NOW + 60, job(9).completed(NOW + 50).pages(3));
        poll(NOW + 120, job(9).completed(NOW + 110).pages(3));

        assertThat(ids()).containsExactly("ended/" + (NOW + 50), "ended/" + (NOW + 110));
    }

    @Test
    @DisplayName("An end is held until its time is reported, and so are the events behind it")
    void anEndIsHeldForItsTime() {
        poll(NOW, job(7));
        poll(NOW + 10, job(9).pages(10));
        poll(NOW + 15, job(6).pages(11));
        assertThat(tracker.hasHandled(job(9).job())).isFalse();
        assertThat(ids()).isEmpty();

        poll(NOW + 20, job(6).completed(NOW + 8).pages(11));

        assertThat(ids()).containsExactly("ended/" + (NOW + 8), "6/paused/p11");
    }

    @Test
    @DisplayName("Counters and time that change after the end produce no second one")
    void whatSettlesLateIsNoSecondEnd() {
        poll(NOW, job(7));
        poll(NOW + 10, job(9).pages(10));
        poll(NOW + 20, job(9).pages(11).completed(NOW + 5));
        poll(NOW + 30, job(9).pages(12).completed(NOW + 5));

        assertThat(ids()).filteredOn(id -> id.startsWith("ended")).containsExactly("ended/" + (NOW + 5));
    }

    @Test
    @DisplayName("An end without a time is held for 30 seconds of Diffbot's clock")
    void anEndWithoutATimeIsHeldForABoundedTime() {
        poll(NOW, job(7));
        poll(NOW + 10, job(9).pages(10));
        poll(NOW + 39, job(9).pages(10));
        assertThat(ids()).isEmpty();

        poll(NOW + 40, job(9).pages(10));
        poll(NOW + 50, job(9).pages(10).completed(NOW + 9));

        assertThat(ids()).containsExactly("ended/p10");
    }

    @Test
    @DisplayName("An end without a time is held for ten polls if Diffbot's clock stands still")
    void anEndIsNotHeldForEverByAClockThatStandsStill() {
        poll(NOW, job(7));
        for (int i = 0; i < 10; i++) {
            poll(NOW, job(9).pages(10));
        }
        assertThat(ids()).isEmpty();

        poll(NOW, job(9).pages(10));

        assertThat(ids()).containsExactly("ended/p10");
    }

    @Test
    @DisplayName("A restart or a deletion ends the hold")
    void anEndThatIsHeldIsNotLostWithItsJob() {
        poll(NOW, job(7));
        poll(NOW + 10, job(9).pages(10));
        poll(NOW + 15, job(0).created(NOW + 14));
        assertThat(ids()).containsExactly("ended/p10", "restarted");

        poll(NOW + 20, job(9).created(NOW + 14).pages(1));
        poll(NOW + 25);
        poll(NOW + 30);
        assertThat(ids()).containsExactly("ended/p1", "deleted");
    }

    @Test
    @DisplayName("A finished job that was paused between two polls has ended")
    void anEndBehindAPauseIsFound() {
        poll(NOW, job(7));
        poll(NOW + 60, job(6).completed(NOW + 50).with("pageCrawlSuccesses", 2).pages(2));
        poll(NOW + 120, job(9).completed(NOW + 50).with("pageCrawlSuccesses", 2).pages(2));

        assertThat(events()).extracting(event -> event.type().name()).containsExactly("completed", "paused");
    }

    @Test
    @DisplayName("A failed job that was paused between two polls has failed")
    void aFailureBehindAPauseIsFound() {
        poll(NOW, job(7));
        poll(NOW + 60, job(6).completed(NOW + 50).with("pageCrawlSuccesses", 0).pages(2));

        assertThat(events()).extracting(event -> event.type().name()).containsExactly("failed", "paused");
    }

    @Test
    @DisplayName("A pause between two rounds is no end of the job")
    void aRoundBehindAPauseIsNoEnd() {
        poll(NOW, job(7).with("repeat", 1));
        poll(NOW + 60, job(6).with("repeat", 1).completed(NOW + 50).rounds(1));

        assertThat(events()).extracting(event -> event.type().name()).containsExactly("roundCompleted", "paused");
    }

    @ParameterizedTest
    @ValueSource(ints = { 8, 6 })
    @FaultCase("S16")
    @DisplayName("A first poll during maintenance or a pause treats earlier ends as old")
    void anOldEndThatAPauseHidIsOld(int pause) {
        poll(NOW, job(pause).pages(7));
        poll(NOW + 60, job(9).completed(NOW - 86_400).pages(7));

        assertThat(events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = { 8, 6 })
    @FaultCase("S16")
    @DisplayName("The same, if the pause shows the completion time")
    void anOldEndThatAPauseShowsIsOld(int pause) {
        poll(NOW, job(pause).completed(NOW - 86_400).pages(7));
        poll(NOW + 60, job(9).completed(NOW - 86_400).pages(7));

        assertThat(events()).isEmpty();
    }

    @Test
    @FaultCase("S16")
    @DisplayName("The same, if Diffbot reports no time at all")
    void anOldEndWithoutATimeIsOld() {
        poll(0, job(8).pages(7));
        poll(0, job(9).pages(7));

        assertThat(events()).isEmpty();
    }

    @Test
    @FaultCase("S16")
    @DisplayName("A job that ends after the maintenance is delivered")
    void anEndAfterThePauseIsNew() {
        poll(NOW, job(8).pages(7));
        poll(NOW + 60, job(9).completed(NOW + 40).pages(9));

        assertThat(ids()).containsExactly("ended/" + (NOW + 40));
    }

    @Test
    @DisplayName("A job that is missing in the first responses produces no earlier events")
    void aJobThatIsOlderThanTheLastPollIsNotNew() {
        poll(NOW, job(7));
        poll(NOW + 60, job(7), crawl("old").created(NOW - 86_400).status(9).completed(NOW - 80_000));
        assertThat(events()).isEmpty();

        poll(NOW + 120, job(7), crawl("old").created(NOW - 86_400).status(9).completed(NOW + 100));
        assertThat(ids()).containsExactly("ended/" + (NOW + 100));
    }

    @Test
    @DisplayName("Its end is delivered if it ended after the last poll")
    void aJobThatIsOlderThanTheLastPollMayHaveEndedSince() {
        poll(NOW, job(7));
        poll(NOW + 60, job(7), crawl("old").created(NOW - 86_400).status(9).completed(NOW + 30));
        poll(NOW + 120, job(7), crawl("old").created(NOW - 86_400).status(9).completed(NOW + 30));

        assertThat(ids()).containsExactly("ended/" + (NOW + 30));
    }

    private static Jobs job(int status) {
        return crawl("shop").status(status).created(NOW - 100_000);
    }

    private void poll(long pollTimes, Jobs... jobs) {
        tracker.observe(new JobSnapshot(Stream.of(jobs).map(job -> job.with("currentTimeUTC", pollTimes).job()).toList()));
    }

    /** Without type, name and creation time, and without round and status where they are not given. */
    private List<String> ids() {
        return events().stream().filter(event -> !event.type().name().equals("progress"))
                .map(event -> event.id().replaceFirst("^crawl/\\w+/\\d+/[^/]+/", "").replaceFirst("^-/", "")).toList();
    }

    private List<JobEvent> events() {
        List<JobEvent> all = new ArrayList<>();
        for (List<JobEvent> events = tracker.claim(10, Set.of()); !events.isEmpty(); events = tracker.claim(10, Set.of())) {
            events.forEach(tracker::acknowledge);
            all.addAll(events);
        }
        return all;
    }
}
