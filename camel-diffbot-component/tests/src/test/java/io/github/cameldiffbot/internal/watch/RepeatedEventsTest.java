/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobType;
import io.github.cameldiffbot.job.Jobs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.cameldiffbot.job.Jobs.crawl;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Changes that repeat are different events, although no counter has changed")
class RepeatedEventsTest {

    private JobTracker tracker = tracker("all", false);

    @ParameterizedTest
    @ValueSource(ints = { 6, 8, 11 })
    @FaultCase("S15")
    @DisplayName("Each pause and each resumption has a separate id, without a page in between")
    void pausesWithoutProgress(int pause) {
        poll(7, pause, 7, pause, 7, pause, 7);

        assertThat(events()).hasSize(6).extracting(JobEvent::id).doesNotHaveDuplicates();
    }

    @Test
    @FaultCase("S15")
    @DisplayName("The id of the second pause at the same page contains its number")
    void theSecondPauseIsCalledSo() {
        poll(7, 6, 7, 6);

        assertThat(events()).extracting(JobEvent::id).containsExactly(
                "crawl/shop/1770000000/0/6/paused/p0", "crawl/shop/1770000000/0/7/resumed/p0",
                "crawl/shop/1770000000/0/6/paused/p0/2");
    }

    @Test
    @FaultCase("S15")
    @DisplayName("Resuming after maintenance and after a pause are two events")
    void resumptionsOfDifferentPauses() {
        poll(7, 8, 7, 6, 7);

        assertThat(events()).filteredOn(event -> event.type().name().equals("resumed")).hasSize(2)
                .extracting(JobEvent::id).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("A job that has no URLs a second time fails a second time")
    void noUrlsTwice() {
        poll(0, 5, 7, 5);

        assertThat(events()).extracting(event -> event.type().name()).containsExactly("failed", "resumed", "failed");
    }

    @ParameterizedTest
    @CsvSource({ "1,4", "3,4", "3,1" })
    @DisplayName("A round after maxRounds was raised is delivered, also when it ended before the next poll")
    void aRoundAfterMaxRoundsWasRaised(long rounds, int status) {
        observe(crawl("shop").status(1).rounds(rounds).completed(100).with("repeat", 1).with("maxRounds", rounds));
        observe(crawl("shop").status(status).rounds(rounds + 1).completed(200).with("repeat", 1).with("maxRounds", rounds + 1));

        assertThat(events()).first().satisfies(event -> {
            assertThat(event.type().name()).isEqualTo("roundCompleted");
            assertThat(event.round()).isEqualTo(rounds + 1);
        });
    }

    @Test
    @DisplayName("A round that was started manually after the end does not deliver that end again, also not after a pause")
    void aForcedRoundIsNotTheEndBefore() {
        observe(crawl("shop").status(7));
        observe(crawl("shop").status(9).completed(100));
        observe(crawl("shop").status(6).completed(100));
        observe(crawl("shop").status(7).rounds(1));

        assertThat(events()).extracting(event -> event.type().name()).containsExactly("completed", "paused", "resumed");
    }

    @Test
    @DisplayName("A manually started round does not deliver the end before again, whatever Diffbot shows of that end meanwhile")
    void aForcedRoundAfterAPause() {
        observe(crawl("shop").status(7));
        observe(crawl("shop").status(9));
        observe(crawl("shop").status(6));
        observe(crawl("shop").status(7).rounds(1));
        assertThat(events()).extracting(event -> event.type().name()).containsExactly("completed", "paused", "resumed");

        tracker = tracker("all", false);
        observe(crawl("shop").status(7));
        observe(crawl("shop").status(9).completed(100));
        observe(crawl("shop").status(7).rounds(1).completed(100));
        assertThat(events()).extracting(event -> event.type().name()).containsExactly("completed", "resumed");
    }

    @Test
    @DisplayName("A round that ended after the job continued is another one than the end before")
    void aRoundAfterAContinuation() {
        observe(crawl("shop").status(7));
        observe(crawl("shop").status(9).completed(100));
        observe(crawl("shop").status(7));
        observe(crawl("shop").status(4).rounds(1));

        assertThat(events()).extracting(event -> event.type().name()).containsExactly("completed", "resumed", "roundCompleted");
    }

    @Test
    @DisplayName("A change between two statuses of the same end is a change of status, and that to another end is not")
    void statusesOfAnEnd() {
        observe(crawl("shop").status(7));
        observe(crawl("shop").status(9).completed(100));
        observe(crawl("shop").status(2).completed(100));
        observe(crawl("shop").status(9).completed(200));

        assertThat(events()).extracting(event -> event.type().name()).containsExactly("completed", "status", "completed");
    }

    @Test
    @DisplayName("The first poll delivers the rounds after the last handled one")
    void roundsThatEndedWhileNoProcessRan() {
        assertThat(roundsOfAFirstPoll(5, true, 2)).containsExactly(3L, 4L, 5L);
        assertThat(roundsOfAFirstPoll(5, true, 5)).containsExactly(5L);
        assertThat(roundsOfAFirstPoll(5, true)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(roundsOfAFirstPoll(500, true)).hasSize(100).startsWith(401L).endsWith(500L);
    }

    @Test
    @DisplayName("The very first poll delivers only the last round")
    void roundsBeforeTheFirstProcess() {
        assertThat(roundsOfAFirstPoll(5, false)).containsExactly(5L);
        assertThat(roundsOfAFirstPoll(0, false)).isEmpty();
    }

    @Test
    @DisplayName("Events that are no longer selected are dropped, and selected ones are delivered")
    void otherEventsAreWanted() {
        poll(7, 6);
        tracker.selectEvents(EventSelection.parse("completion"));
        poll(7);
        tracker.selectEvents(EventSelection.parse("status"));
        poll(6);

        assertThat(events()).extracting(event -> event.type().name()).containsExactly("paused");
    }

    private List<Long> roundsOfAFirstPoll(long rounds, boolean followed, int... handled) {
        tracker = tracker("roundCompleted", true);
        boolean[] marked = { followed };
        tracker.observe(snapshot(crawl("shop").status(4).rounds(rounds).with("repeat", 1)), new HandledEvents() {
            @Override
            public boolean contains(JobEvent event) {
                return IntStream.of(handled).anyMatch(round -> round == event.round());
            }

            @Override
            public boolean isFollowed() {
                return marked[0];
            }

            @Override
            public void follow() {
                marked[0] = true;
            }
        });
        assertThat(marked[0]).isTrue();
        return events().stream().map(JobEvent::round).toList();
    }

    private void poll(int... statuses) {
        for (int status : statuses) {
            observe(crawl("shop").status(status));
        }
    }

    private void observe(Jobs job) {
        tracker.observe(snapshot(job));
    }

    private static JobSnapshot snapshot(Jobs job) {
        return new JobSnapshot(List.of(job.job()));
    }

    private List<JobEvent> events() {
        List<JobEvent> all = new ArrayList<>();
        for (List<JobEvent> events = tracker.claim(10, Set.of()); !events.isEmpty(); events = tracker.claim(10, Set.of())) {
            events.forEach(tracker::acknowledge);
            all.addAll(events);
        }
        return all;
    }

    private static JobTracker tracker(String events, boolean tellPast) {
        return new JobTracker(JobSelector.matching(JobType.job, name -> true), EventSelection.parse(events), tellPast);
    }
}
