/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobType;
import io.github.cameldiffbot.job.Jobs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.cameldiffbot.internal.watch.TrackedJobs.NOW;
import static io.github.cameldiffbot.internal.watch.TrackedJobs.snapshot;
import static io.github.cameldiffbot.job.Jobs.bulk;
import static io.github.cameldiffbot.job.Jobs.crawl;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A consumer delivers the past that it finds at its first poll only if requested")
class JobTrackerPastTest {

    private final List<JobEvent> asked = new ArrayList<>();
    private final List<String> handled = new ArrayList<>();
    private int follows;
    private boolean followed;

    private final HandledEvents past = new HandledEvents() {
        @Override
        public boolean contains(JobEvent event) {
            asked.add(event);
            return handled.contains(event.id());
        }

        @Override
        public boolean isFollowed() {
            return followed;
        }

        @Override
        public void follow() {
            follows++;
        }
    };

    private static Jobs repeating() {
        return crawl("shop").status(4).rounds(5).with("repeat", 1);
    }

    @Test
    @DisplayName("The ends that a first poll ignores are counted, of the selected jobs only")
    void ignoredEnds() {
        JobTracker tracker = new JobTracker(
                JobSelector.matching(JobType.bulk, name -> name.startsWith("a")), EventSelection.parse("completion"), false);
        JobSnapshot first
                = snapshot(NOW, bulk("a1").status(9), bulk("a2").status(10), bulk("a3").status(7), crawl("a4").status(9),
                        bulk("b").status(9));

        assertThat(tracker.observe(first, past)).isEqualTo(2);
        assertThat(tracker.observe(snapshot(NOW + 1, bulk("a1").status(9)), past)).isZero();
        assertThat(asked).isEmpty();
    }

    @Test
    @DisplayName("No end is ignored where ends are not selected or the past is delivered")
    void noIgnoredEnds() {
        JobSnapshot first = snapshot(NOW, bulk("a").status(9));

        assertThat(new TrackedJobs("progress", false).tracker.observe(first, past)).isZero();
        assertThat(new TrackedJobs("completion", true).tracker.observe(first, past)).isZero();
        assertThat(new TrackedJobs("completion", true).tracker.observe(first, null)).isZero();
        assertThat(new TrackedJobs("completion", false).tracker.observe(first, null)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({ "1, 0, 1", "0, 1, 1", "0, 0, 0" })
    @DisplayName("Jobs with rounds are marked as followed, once")
    void follow(int repeat, int rounds, int expected) {
        TrackedJobs jobs = new TrackedJobs("completion", true);

        jobs.tracker.observe(snapshot(NOW, crawl("shop").status(7).rounds(rounds).with("repeat", repeat)), past);
        jobs.tracker.observe(snapshot(NOW, crawl("shop").status(7).rounds(rounds).with("repeat", repeat)), past);

        assertThat(follows).isEqualTo(expected);
    }

    @Test
    @DisplayName("Jobs are marked as followed when the first repeats, also after the first poll")
    void followLater() {
        TrackedJobs jobs = new TrackedJobs("completion", true);
        jobs.tracker.observe(snapshot(NOW, crawl("shop").status(7)), past);
        assertThat(follows).isZero();

        jobs.tracker.observe(snapshot(NOW, crawl("shop").status(7), repeating()), past);

        assertThat(follows).isEqualTo(1);
    }

    @Test
    @DisplayName("Jobs are not marked as followed where rounds are not selected or not of these jobs, or were marked before")
    void notFollowed() {
        new TrackedJobs("completed", true).tracker.observe(snapshot(NOW, repeating()), past);
        new TrackedJobs("completion", false).tracker.observe(snapshot(NOW, repeating()), past);
        new JobTracker(JobSelector.named(JobType.crawl, "other"), EventSelection.COMPLETION, true)
                .observe(snapshot(NOW, repeating()), past);
        followed = true;
        new TrackedJobs("completion", true).tracker.observe(snapshot(NOW, repeating()), past);

        assertThat(follows).isZero();
    }

    @Test
    @DisplayName("The record of handled events is asked for the last 100 rounds at most")
    void asksForTheLastRounds() {
        new TrackedJobs("completion", true).tracker.observe(snapshot(NOW, repeating().rounds(150)), past);

        assertThat(asked).extracting(JobEvent::round).hasSize(JobEventDetector.MAX_ROUNDS).contains(51L, 150L);
    }

    @Test
    @DisplayName("The record of handled events is asked for selected jobs at the first poll only")
    void asksOnce() {
        JobTracker tracker = new JobTracker(JobSelector.named(JobType.crawl, "shop"), EventSelection.COMPLETION, true);

        tracker.observe(snapshot(NOW, repeating(), crawl("other").status(9)), past);
        assertThat(asked).extracting(event -> event.job().getName()).containsOnly("shop");
        asked.clear();
        tracker.observe(snapshot(NOW + 1, repeating()), past);

        assertThat(asked).isEmpty();
    }

    @Test
    @DisplayName("An end that was handled before its time was reported is not delivered again")
    void handledWithoutTime() {
        TrackedJobs jobs = new TrackedJobs("completion", true);
        handled.add("bulk/a/1770000000/-/-/ended/p3");

        jobs.tracker.observe(snapshot(NOW, bulk("a").status(9).pages(3), bulk("b").status(9).pages(3)), past);
        jobs.poll(NOW + 60, bulk("a").status(9).pages(3).completed(NOW + 1), bulk("b").status(9).pages(3));

        assertThat(jobs.handled()).containsExactly("b completed");
    }

    @Test
    @DisplayName("The oldest of a hundred rounds counts as the last handled one")
    void oldestRound() {
        TrackedJobs jobs = new TrackedJobs("roundCompleted", true);
        followed = true;
        handled.add("crawl/shop/1770000000/401/-/roundCompleted");

        jobs.tracker.observe(snapshot(NOW, crawl("shop").status(4).rounds(500).with("repeat", 1)), past);

        assertThat(jobs.events()).hasSize(99).first().satisfies(event -> assertThat(event.round()).isEqualTo(402));
    }

    @Test
    @DisplayName("A job that appears within ten minutes of its creation is new, an older one was missing before")
    void newJobs() {
        TrackedJobs jobs = new TrackedJobs("created", false);
        jobs.poll(NOW, bulk("a").status(7));
        jobs.poll(NOW + 5, bulk("a").status(7), bulk("new").created(NOW - 600), bulk("missed").created(NOW - 601));

        assertThat(jobs.handled()).containsExactly("new created");
    }

    @Test
    @DisplayName("A response without Diffbot's clock does not make old jobs new")
    void withoutClock() {
        TrackedJobs jobs = new TrackedJobs("all", false);
        jobs.poll(NOW, bulk("a").status(7));
        jobs.poll(0, bulk("a").status(7));
        jobs.poll(NOW + 5, bulk("a").status(7), bulk("missed").created(NOW - 9_000).status(9).completed(NOW - 8_000));

        assertThat(jobs.handled()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "-1, 0", "0, 1" })
    @DisplayName("A missed job that ended since the poll before has an end to deliver")
    void missedEnd(long completed, int ends) {
        TrackedJobs jobs = new TrackedJobs("all", false);
        jobs.poll(NOW, bulk("a").status(7));
        jobs.poll(NOW + 5, bulk("a").status(7), bulk("missed").created(NOW - 9_000).status(9).completed(NOW + completed));

        assertThat(jobs.handled()).hasSize(ends);
    }

    @Test
    @DisplayName("A missed job that was paused had not ended before the poll that missed it")
    void missedPause() {
        TrackedJobs jobs = new TrackedJobs("completion", false);
        jobs.poll(NOW, bulk("a").status(7));
        jobs.poll(NOW + 60, bulk("a").status(7), bulk("missed").created(NOW - 9_000).status(6).pages(3));

        jobs.poll(NOW + 90, bulk("a").status(7), bulk("missed").created(NOW - 9_000).status(9).pages(3).completed(NOW + 30));

        assertThat(jobs.handled()).containsExactly("missed completed");
    }

    @Test
    @DisplayName("The oldest of more than a thousand deleted jobs are forgotten, and no existing one")
    void forgets() {
        TrackedJobs jobs = new TrackedJobs("completion", false);
        Jobs kept = bulk("kept").status(9);
        List<Jobs> others = IntStream.range(0, 1_100).mapToObj(i -> bulk("job" + i).status(9)).toList();
        jobs.poll(0, Stream.concat(Stream.of(kept), others.stream()).toArray(Jobs[]::new));
        jobs.poll(0, kept);
        assertThat(jobs.tracker.rememberedJobs()).isEqualTo(1_101);

        jobs.poll(0, kept);

        assertThat(jobs.tracker.rememberedJobs()).isEqualTo(1_001);
        assertThat(jobs.tracker.jobCount()).isEqualTo(1);
        jobs.poll(0, kept, bulk("job99").status(9), bulk("job100").status(9));
        assertThat(jobs.handled()).containsExactly("job99 completed");
    }

    @Test
    @DisplayName("Jobs that are missing for the first time do not count as deleted")
    void missingOnce() {
        TrackedJobs jobs = new TrackedJobs("completion", false);
        Jobs[] thousand = IntStream.range(0, 1_000).mapToObj(i -> bulk("job" + i).status(9)).toArray(Jobs[]::new);
        jobs.poll(0, thousand);
        jobs.poll(0, bulk("other").status(7));
        jobs.poll(0, bulk("other").status(7));

        jobs.poll(0);

        assertThat(jobs.tracker.rememberedJobs()).isEqualTo(1_001);
    }

    @Test
    @DisplayName("A report has the first jobs with their number of pending events")
    void report() {
        TrackedJobs jobs = new TrackedJobs("status", false);
        jobs.poll(0, bulk("a").status(7), bulk("b").status(7), bulk("c").status(7));
        jobs.poll(0, bulk("a").status(6), bulk("b").status(7), bulk("c").status(7));
        jobs.poll(0, bulk("a").status(7), bulk("b").status(6), bulk("c").status(7));

        assertThat(jobs.tracker.report(2)).extracting(info -> info.job().getName() + " " + info.waiting())
                .containsExactly("a 2", "b 1");
        String first = jobs.tracker.claim(1, Set.of()).get(0).id();
        assertThat(jobs.tracker.claim(10, Set.of(first))).hasSize(1);
    }
}
