/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.time.Duration;
import java.util.List;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobStatusGroup;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Each round of a job is delivered once")
class RoundEventsTest extends EventsSupport {

    @ParameterizedTest
    @ValueSource(strings = { "bulk", "crawl" })
    @FaultCase("S7")
    @DisplayName("Each round is delivered once, and the end after the last one")
    void oneByOneAndThenTheEnd(String type) throws Exception {
        listen("job", "completion");
        repeating(type, "repeat=0.1&maxRounds=3");
        awaitEvents("roundCompleted");
        sandbox().clock().advance(Duration.ofHours(3));
        awaitEvents("roundCompleted", "roundCompleted");
        sandbox().clock().advance(Duration.ofHours(3));
        awaitEvents("roundCompleted", "roundCompleted", "roundCompleted", "completed");
        sandbox().clock().advance(Duration.ofDays(30));
        awaitPolls();
        assertThat(eventNames()).containsExactly("roundCompleted", "roundCompleted", "roundCompleted", "completed");
        assertThat(rounds().subList(0, 3)).containsExactly(1L, 2L, 3L);
        assertThat(eventIds()).doesNotHaveDuplicates();
        assertThat(sandboxJob("life").roundsCompleted()).isEqualTo(3);
        assertThat(sandboxJob("life").status()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "bulk", "crawl" })
    @FaultCase({ "S5", "S7" })
    @DisplayName("All rounds that ended between two polls are delivered, and then the end")
    void allThatEndedBetweenTwoPolls(String type) throws Exception {
        start("watched", "job", "events", "completion");
        awaitPolls();
        context.getRouteController().suspendRoute("events");
        repeating(type, "repeat=0.1&maxRounds=3");
        awaitStatus("life", 4);
        sandbox().clock().advance(Duration.ofDays(30));
        awaitStatus("life", 1);
        context.getRouteController().resumeRoute("events");
        awaitEvents("roundCompleted", "roundCompleted", "roundCompleted", "completed");
        assertThat(rounds().subList(0, 3)).containsExactly(1L, 2L, 3L);
    }

    @Test
    @DisplayName("Each round that reaches its limit is delivered")
    void alsoOfACrawlThatRunsIntoItsLimitEachTime() throws Exception {
        listen("crawl", "completion");
        crawl("life", "repeat=1&maxRounds=2&maxToCrawl=2&onlyProcessIfNew=false", page("shop/"));
        awaitEvents("roundCompleted");
        assertThat(sandboxJob("life").status()).isEqualTo(4);
        sandbox().clock().advance(Duration.ofDays(1));
        awaitEvents("roundCompleted", "roundCompleted", "completed");
    }

    @Test
    @FaultCase("S7")
    @DisplayName("A limit is not the end of a job that repeats, also while a pause keeps it from the next round")
    void limitIsNotTheEnd() throws Exception {
        listen("crawl", "completion");
        crawl("life", "repeat=1&maxToCrawl=2&onlyProcessIfNew=false", page("shop/"));
        awaitEvents("roundCompleted");
        send("diffbot:crawl/life?operation=pause", null);
        sandbox().clock().advance(Duration.ofDays(1));
        awaitStatus("life", 2);
        awaitPolls();
        assertThat(eventNames()).containsExactly("roundCompleted");
        assertThat(job("diffbot:crawl/life?operation=await", null).getStatus().getGroup()).isEqualTo(JobStatusGroup.waiting);
        send("diffbot:crawl/life?operation=resume", null);
        awaitEvents("roundCompleted", "roundCompleted");
    }

    @Test
    @DisplayName("After an update of settings alone between two rounds there is nothing to wait for")
    void settingsBetweenTwoRounds() throws Exception {
        listen("crawl", "completion");
        crawl("life", "repeat=7&maxHops=0", page("about"));
        awaitEvents("roundCompleted");
        send("diffbot:crawl/life?operation=update&maxRounds=9", null);

        Job job = job("diffbot:crawl/life?operation=await&timeout=20000", null);

        assertThat(job.getStatus().getCode()).isEqualTo(4);
    }

    @Test
    @DisplayName("Rounds that were started by hand are delivered")
    void thatWereStartedByHand() throws Exception {
        listen("crawl", "started,completion");
        crawl("life", "repeat=7&maxHops=0&onlyProcessIfNew=false", page("about"));
        await().untilAsserted(() -> assertThat(eventNames()).endsWith("roundCompleted"));
        sandbox().clock().advance(Duration.ofHours(1));
        sandbox().hold();
        send("diffbot:crawl/life?operation=startRound", null);
        await().untilAsserted(() -> assertThat(eventNames()).endsWith("started"));
        sandbox().release();
        await().untilAsserted(() -> assertThat(eventNames()).endsWith("roundCompleted", "started", "roundCompleted"));
        assertThat(eventNames()).filteredOn("roundCompleted"::equals).as("the start is no round").hasSize(2);
    }

    @Test
    @FaultCase("S5")
    @DisplayName("The end of a round is delivered, also if the next round has begun")
    void alsoWhenTheNextBeganMeanwhile() throws Exception {
        listen("crawl", "started,completion");
        sandbox().hold();
        crawl("life", "maxHops=0&onlyProcessIfNew=false", page("about"));
        awaitEvents("started");
        stopPolling();
        sandbox().release();
        awaitStatus("life", 9);
        sandbox().clock().advance(Duration.ofHours(1));
        sandbox().hold();
        send("diffbot:crawl/life?operation=startRound", null);
        awaitStatus("life", 7);
        startPolling();
        awaitEvents("started", "roundCompleted");
        sandbox().release();
        awaitEvents("started", "roundCompleted", "completed");
    }

    private void repeating(String type, String options) {
        if (type.equals("bulk")) {
            job("diffbot:bulk/life?" + options, page("about"));
        } else {
            crawl("life", "maxHops=0&" + options, page("about"));
        }
    }

    private List<Long> rounds() {
        return events().stream().map(event -> event.getMessage().getHeader(DiffbotConstants.ROUND, Long.class)).toList();
    }
}
