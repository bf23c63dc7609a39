/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.List;
import java.util.Set;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.Jobs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A call of the webhook finds a round that Diffbot has not counted yet")
class UncountedRoundTest {

    private static final long START = 1_770_000_000;
    private static final long END = START + 500;
    private static final long NEXT = END + 86_400;

    @ParameterizedTest
    @ValueSource(longs = { 0, START, END })
    @DisplayName("An ended round whose start has passed has the next number")
    void anUncountedRound(long start) {
        assertRounds(repeating(4, 2).with("roundStartTime", start).job(), 3);
    }

    @Test
    @DisplayName("A counted round has its number")
    void aCountedRound() {
        assertRounds(repeating(4, 3).with("roundStartTime", NEXT).job(), 3);
    }

    @Test
    @DisplayName("A counted round has its number also when the next one is due")
    void aDueRound() {
        assertRounds(repeating(4, 3).with("roundStartTime", NEXT).with("currentTimeUTC", NEXT + 5).job(), 3);
    }

    @ParameterizedTest
    @ValueSource(ints = { 2, 3 })
    @DisplayName("A limit ends the round whose counters it has reached")
    void aLimit(int code) {
        assertRounds(repeating(code, 2).with("roundStartTime", START).with("pageCrawlSuccessesThisRound", 5).job(), 3);
        assertRounds(repeating(code, 2).with("roundStartTime", START).with("pageProcessSuccessesThisRound", 5).job(), 3);
        assertRounds(repeating(code, 3).with("roundStartTime", NEXT).job(), 3);
        // pages are in flight: the completion time is that of the round before
        assertRounds(repeating(code, 2).with("roundStartTime", START).with("jobCompletionTimeUTC", START - 100)
                .with("pageCrawlSuccessesThisRound", 5).job(), 2);
    }

    @Test
    @DisplayName("The last round and the end of the job have the ids of a consumer's events")
    void theLastRound() {
        Job called = repeating(4, 2).with("maxRounds", 3).with("roundStartTime", START).job();
        JobEventDetector consumer = new JobEventDetector();
        consumer.start(repeating(7, 2).with("maxRounds", 3).with("jobCompletionTimeUTC", 0).job(), START);
        List<JobEvent> polled = consumer.findNext(
                repeating(1, 3).with("maxRounds", 3).with("roundStartTime", NEXT).job(), EventSelection.COMPLETION);

        List<JobEvent> events = UncountedRound.findEvents(called, EventSelection.COMPLETION);

        assertThat(events).extracting(JobEvent::type)
                .containsExactly(JobEventType.roundCompleted, JobEventType.completed);
        assertThat(events).extracting(JobEvent::round).containsOnly(3L);
        assertThat(events).extracting(JobEvent::id).isEqualTo(polled.stream().map(JobEvent::id).toList());
    }

    @Test
    @DisplayName("The end of the job is left out while its completion time is unknown")
    void withoutCompletionTime() {
        assertRounds(repeating(4, 2).with("maxRounds", 3).completed(0).job(), 3);
    }

    @Test
    @DisplayName("Only selected events are found")
    void onlySelected() {
        Job last = repeating(4, 2).with("maxRounds", 3).job();

        assertThat(UncountedRound.findEvents(last, Set.of(JobEventType.completed))).extracting(JobEvent::type)
                .containsExactly(JobEventType.completed);
        assertThat(UncountedRound.findEvents(last, Set.of(JobEventType.failed))).isEmpty();
    }

    private static void assertRounds(Job job, long round) {
        assertThat(UncountedRound.findEvents(job, EventSelection.COMPLETION)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(JobEventType.roundCompleted);
            assertThat(event.round()).isEqualTo(round);
            assertThat(event.id()).isEqualTo(EventIds.round(job, round));
        });
    }

    private static Jobs repeating(int code, long rounds) {
        return Jobs.crawl("a").status(code).rounds(rounds).completed(END).with("repeat", 1).with("currentTimeUTC", END);
    }
}
