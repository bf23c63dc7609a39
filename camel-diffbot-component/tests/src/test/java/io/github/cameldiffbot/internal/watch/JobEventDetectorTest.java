/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.List;
import java.util.Set;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.Jobs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.cameldiffbot.job.Jobs.bulk;
import static io.github.cameldiffbot.job.Jobs.crawl;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Differences between two states of a job are its events")
class JobEventDetectorTest {

    private static final Set<JobEventType> ALL = EventSelection.parse("all");

    @ParameterizedTest
    @CsvSource({
            "0,7,started", "4,7,started", "7,6,paused", "7,8,suspended", "7,11,halted", "6,7,resumed", "8,7,resumed",
            "11,7,resumed", "6,4,resumed", "6,0,resumed", "9,7,resumed", "7,9,completed", "0,9,completed", "7,1,completed",
            "7,2,completed", "7,3,completed", "4,1,completed", "6,9,completed", "7,5,failed", "0,10,failed", "7,42,status",
            "42,7,started", "7,0,status", "7,4,status" })
    @DisplayName("Each change of the status code is its event")
    void aChangeOfStatusProducesItsEvent(int from, int to, JobEventType expected) {
        assertThat(types(bulk("a").status(from).job(), bulk("a").status(to).job())).containsExactly(expected);
    }

    @Test
    @DisplayName("An unchanged job has no event")
    void nothingChangedGivesNothing() {
        assertThat(types(bulk("a").status(7).pages(3).job(), bulk("a").status(7).pages(3).job())).isEmpty();
    }

    @Test
    @DisplayName("A job that is finished when it is first seen is created and completed")
    void aJobThatFinishedBeforeItWasSeenIsCreatedAndCompleted() {
        assertThat(types(null, bulk("a").status(9).job())).containsExactly(JobEventType.created, JobEventType.completed);
    }

    @Test
    @DisplayName("Changed counters are progress if there is no other selected event")
    void changedCountersAreProgressWithoutAnotherEvent() {
        Job before = bulk("a").status(7).pages(3).job();

        assertThat(types(before, bulk("a").status(7).pages(4).job())).containsExactly(JobEventType.progress);
        assertThat(types(before, bulk("a").status(9).pages(4).job())).containsExactly(JobEventType.completed);
        assertThat(types(before, bulk("a").status(9).pages(4).job(), "progress")).containsExactly(JobEventType.progress);
    }

    @Test
    @FaultCase("S4")
    @DisplayName("A job with another creation time has restarted")
    void anotherCreationTimeIsANewLifeOfTheJob() {
        Job before = bulk("a").status(9).pages(30).job();

        assertThat(types(before, bulk("a").created(1770000500).status(0).job())).containsExactly(JobEventType.restarted);
        assertThat(types(before, bulk("a").created(1770000500).status(9).job()))
                .containsExactly(JobEventType.restarted, JobEventType.completed);
    }

    @Test
    @DisplayName("The end of a round replaces the change of the status")
    void aCompletedRoundCoversTheStatus() {
        assertThat(types(crawl("a").status(7).job(), crawl("a").status(4).rounds(1).job()))
                .containsExactly(JobEventType.roundCompleted);
    }

    @Test
    @FaultCase("S5")
    @DisplayName("A round that ended between two polls is delivered, also if the next one has begun")
    void theEndOfARoundAndTheNextStartBetweenTwoPollsAreNotLost() {
        assertThat(types(crawl("a").status(7).job(), crawl("a").status(7).rounds(1).job()))
                .containsExactly(JobEventType.roundCompleted);
    }

    @Test
    @FaultCase("S7")
    @DisplayName("Three rounds between two polls are three round events and one end")
    void threeRoundsGiveThreeRoundEventsAndOneEnd() {
        Job running = crawl("a").status(7).rounds(0).job();
        Job ended = crawl("a").status(1).rounds(3).job();

        List<JobEvent> events = between(running, ended, ALL);

        assertThat(events).extracting(JobEvent::type).containsExactly(JobEventType.roundCompleted, JobEventType.roundCompleted,
                JobEventType.roundCompleted, JobEventType.completed);
        assertThat(events).extracting(JobEvent::round).containsExactly(1L, 2L, 3L, 3L);
    }

    @Test
    @DisplayName("A forced round does not repeat the previous end")
    void aForcedRoundDoesNotRepeatThePreviousEnd() {
        assertThat(types(crawl("a").status(9).job(), crawl("a").status(7).rounds(1).job()))
                .containsExactly(JobEventType.resumed);
    }

    @ParameterizedTest
    @CsvSource({
            // from: status, rounds, start; to: status, rounds, start; numbers of the delivered rounds
            "4, 1, 5000, 7, 2, 4500, ''", "4, 1, 5000, 7, 2, 5499, ''", "4, 1, 5000, 6, 2, 4500, ''",
            "4, 1, 5000, 8, 2, 4500, ''",
            "4, 1, 5000, 4, 3, 6100, 3", "4, 1, 5000, 1, 3, 6100, 3", "4, 1, 5000, 6, 3, 6100, 3", "6, 1, 5000, 7, 2, 4500, ''",
            "8, 1, 5000, 7, 2, 4500, ''", "7, 1, 4000, 7, 2, 4100, ''", "7, 1, 4000, 7, 3, 4900, 2", "7, 0, 0, 7, 1, 4100, ''",
            "7, 0, 0, 7, 2, 4900, 1", "7, 1, 4000, 4, 4, 6100, 2 4",
            // all of them are scheduled
            "4, 1, 5000, 7, 2, 6000, 2", "4, 1, 5000, 7, 2, 6500, 2", "4, 1, 5000, 4, 2, 6000, 2", "4, 1, 5000, 4, 2, 5100, 2",
            "4, 1, 5000, 4, 3, 7000, 2 3", "4, 1, 5000, 4, 3, 6999, 2 3", "4, 1, 5000, 7, 2, 0, 2", "7, 1, 4000, 4, 2, 5000, 2",
            "7, 1, 4000, 7, 2, 5000, 2", "7, 1, 4000, 4, 2, 9000, 2", "7, 0, 0, 4, 1, 5000, 1", "7, 0, 0, 7, 1, 5000, 1" })
    @FaultCase("S7")
    @DisplayName("Diffbot counts a round that is started by hand twice: its start, which is no completed round, and its end")
    void startByHand(int from, int before, long scheduled, int to, int rounds, long start, String delivered) {
        Jobs job = crawl("a").created(4000).with("repeat", 1000 / 86_400.0).with("currentTimeUTC", 5050);
        Job earlier = job.status(from).rounds(before).with("roundStartTime", scheduled).job();

        assertThat(between(earlier, job.status(to).rounds(rounds).with("roundStartTime", start).job(),
                Set.of(JobEventType.roundCompleted))).extracting(event -> Long.toString(event.round()))
                .containsExactly(delivered.isEmpty() ? new String[0] : delivered.split(" "));
    }

    @Test
    @DisplayName("After a change of the interval no round is mistaken for a start")
    void changedInterval() {
        Jobs job = crawl("a").status(4).rounds(1).with("repeat", 7).with("roundStartTime", 1770600000);
        Job before = job.job();

        assertThat(types(before, job.rounds(3).with("repeat", 1).with("roundStartTime", 1770650000).job()))
                .containsExactly(JobEventType.roundCompleted, JobEventType.roundCompleted);
    }

    @Test
    @DisplayName("A job that ended again between two polls is completed again")
    void aJobThatEndedAgainBetweenTwoPollsIsCompletedAgain() {
        assertThat(types(bulk("a").status(9).completed(100).job(), bulk("a").status(9).completed(200).job()))
                .containsExactly(JobEventType.completed);
    }

    @Test
    @DisplayName("A completion time that is reported late is not a second end")
    void aCompletionTimeThatComesLateIsNoSecondEnd() {
        assertThat(types(bulk("a").status(9).completed(0).job(), bulk("a").status(9).completed(100).job())).isEmpty();
    }

    @Test
    @DisplayName("An extreme number of rounds is a limited number of events")
    void aRoundCounterOutOfControlDoesNotFloodAnybody() {
        assertThat(types(crawl("a").status(7).job(), crawl("a").status(7).rounds(Long.MAX_VALUE - 1).job())).hasSize(100);
    }

    @Test
    @DisplayName("The first poll returns only the last round")
    void theFirstPollReturnsOnlyTheLastRound() {
        assertThat(JobEventDetector.findFirst(crawl("a").status(4).rounds(52).job(), EventSelection.COMPLETION))
                .singleElement().satisfies(event -> {
                    assertThat(event.type()).isEqualTo(JobEventType.roundCompleted);
                    assertThat(event.round()).isEqualTo(52);
                });
    }

    @Test
    @DisplayName("Only selected events are returned")
    void onlyRequestedEventsAreReturned() {
        assertThat(types(bulk("a").status(7).job(), bulk("a").status(6).job(), "completion")).isEmpty();
        assertThat(types(crawl("a").status(7).job(), crawl("a").status(4).rounds(1).job(), "status"))
                .containsExactly(JobEventType.status);
    }

    private static List<JobEventType> types(Job before, Job now) {
        return types(before, now, "all");
    }

    /** Returns the events between two states of a job; {@code before} is null if the job did not exist. */
    static List<JobEvent> between(Job before, Job now, Set<JobEventType> wanted) {
        JobEventDetector detector = new JobEventDetector();
        if (before != null) {
            detector.findPast(before, Set.of(), before.getRoundsCompleted() + 1, true);
        }
        return detector.findNext(now, wanted);
    }

    private static List<JobEventType> types(Job before, Job now, String events) {
        return between(before, now, EventSelection.parse(events)).stream().map(JobEvent::type).toList();
    }
}
