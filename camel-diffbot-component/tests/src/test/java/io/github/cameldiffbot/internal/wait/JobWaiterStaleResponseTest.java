/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import java.time.Duration;

import io.github.cameldiffbot.internal.watch.JobSelector;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.cameldiffbot.job.Jobs.bulk;
import static io.github.cameldiffbot.job.Jobs.crawl;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A response about an older job or state ends no wait")
class JobWaiterStaleResponseTest extends JobWaiterTestSupport {

    @Test
    @DisplayName("An older job of the name is not the awaited one")
    void anOlderJobOfTheNameEndsNoWait() {
        park(bulk("a").status(0).created(1770009999));
        server.put("a", bulk("a").status(9).created(1770000001).completed(1770000500));

        timer.advance(Duration.ofSeconds(30));
        assertThat(ends).isEmpty();

        server.put("a", bulk("a").status(9).created(1770009999).completed(1770010000));
        timer.advance(MOST);
        assertThat(ends).containsExactly("a done 9");
    }

    @Test
    @DisplayName("An older job of the name alone means that the awaited one is gone, after the grace")
    void anOlderJobIsNoSubstitute() {
        park(bulk("a").status(0).created(1770009999));
        server.put("a", bulk("a").status(9).created(1770000001).completed(1770000500));

        timer.advance(Duration.ofMinutes(4));

        assertThat(ends).containsExactly("a gone 0");
    }

    @Test
    @DisplayName("A restarted job is newer, and its rounds count from 0")
    void aRestartedJobIsWaitedForToo() {
        park(crawl("a").status(7).rounds(5).created(1770000001));
        server.put("a", crawl("a").status(7).rounds(0).created(1770000999));
        timer.advance(LEAST);
        assertThat(ends).isEmpty();

        server.put("a", crawl("a").status(7).rounds(1).created(1770000999));
        timer.advance(LEAST);

        assertThat(ends).containsExactly("a done 7");
    }

    @Test
    @DisplayName("A response with an older server time than the response to the change ends no wait for a while")
    void anOlderAnswerEndsNoWait() {
        park(bulk("a").status(0).with("currentTimeUTC", 1770001000L));
        server.put("a", bulk("a").status(9).completed(1770000500).with("currentTimeUTC", 1770000999L));

        timer.advance(LEAST);
        assertThat(ends).isEmpty();
        server.put("a", bulk("a").status(9).completed(1770001005).with("currentTimeUTC", 1770001006L));
        timer.advance(LEAST);

        assertThat(ends).containsExactly("a done 9");
    }

    @Test
    @DisplayName("A job that ended between two polls and was paused then has ended (7, 9, 6)")
    void aPauseAfterTheEndIsAnEnd() {
        park(bulk("a").status(7).with("currentTimeUTC", 1770001000L));
        server.put("a", bulk("a").status(6).completed(1770001001).with("currentTimeUTC", 1770001002L));

        timer.advance(LEAST);

        assertThat(ends).containsExactly("a done 6");
    }

    @Test
    @DisplayName("A job that ended between two polls and is behind maintenance then has ended (7, 9, 8)")
    void maintenanceAfterTheEndIsAnEnd() {
        park(bulk("a").status(7).with("currentTimeUTC", 1770001000L));
        server.put("a", bulk("a").status(8).completed(1770001001).with("currentTimeUTC", 1770001002L));

        timer.advance(LEAST);

        assertThat(ends).containsExactly("a done 8");
    }

    @Test
    @DisplayName("A wait for a job that got URLs between two rounds ends with the next round, however late it begins")
    void anUpdateBetweenTwoRoundsWaitsForTheNextRound() {
        Job before = bulk("a").status(4).rounds(1).completed(1770000500).job();
        server.put("a", bulk("a").status(4).rounds(1).completed(1770000500));
        park(owner, before, before, DAY, false, outcome -> ends.add("a " + outcome.end()));

        timer.advance(Duration.ofMinutes(30));
        assertThat(ends).isEmpty();

        server.put("a", bulk("a").status(7).rounds(1));
        timer.advance(MOST);
        assertThat(ends).isEmpty();
        server.put("a", bulk("a").status(4).rounds(2).completed(1770003000));
        timer.advance(MOST);
        assertThat(ends).containsExactly("a done");
    }

    @ParameterizedTest
    @ValueSource(ints = { 6, 8 })
    @DisplayName("A job without a single success has failed, also behind a pause or maintenance")
    void aHiddenFailureIsAFailure(int status) {
        park(bulk("a").status(7).with("currentTimeUTC", 1770001000L));
        server.put("a", bulk("a").status(status).completed(1770001001).pages(2).with("pageCrawlSuccesses", 0)
                .with("currentTimeUTC", 1770001002L));

        timer.advance(LEAST);

        assertThat(ends).containsExactly("a failed " + status);
    }

    @Test
    @DisplayName("The start of a round by hand does not end the wait for the round of added URLs")
    void aStartByHandIsNoEnd() {
        Job before = bulk("a").status(4).rounds(1).with("repeat", 7).with("roundStartTime", 1770600000).job();
        park(owner, before, before, DAY, false, outcome -> ends.add("a " + outcome.end()));
        server.put("a", bulk("a").status(7).rounds(2).with("repeat", 7).with("roundStartTime", 1770001000));
        timer.advance(Duration.ofMinutes(5));
        assertThat(ends).isEmpty();

        server.put("a", bulk("a").status(4).rounds(3).with("repeat", 7).with("roundStartTime", 1770700000));
        timer.advance(MOST);

        assertThat(ends).containsExactly("a done");
    }

    @Test
    @DisplayName("A job that is paused in its second run keeps the time of its first end, and has not ended")
    void aPauseWithAnOlderEndIsNoEnd() {
        park(bulk("a").status(7).with("currentTimeUTC", 1770001000L));
        server.put("a", bulk("a").status(6).completed(1770000500).with("currentTimeUTC", 1770001002L));

        timer.advance(Duration.ofMinutes(5));

        assertThat(ends).isEmpty();
    }

    @Test
    @DisplayName("A poll does not end a wait that begins during it")
    void aPollDoesNotEndAWaitThatBeginsDuringIt() {
        // the job of that name at the start of the poll was deleted meanwhile, and another one was created
        server.put("a", bulk("a").status(9));
        park(bulk("b").status(7));
        // a single job would be polled by its name
        park(bulk("c").status(7));
        duringPoll = () -> {
            timer.pass(Duration.ofMillis(10));
            if (polls.size() == 1) {
                server.remove("a");
                park(bulk("a").status(0).created(1770009999));
            }
        };

        timer.advance(LEAST);
        assertThat(ends).isEmpty();

        timer.advance(LEAST);
        assertThat(ends).isEmpty();
        server.put("a", bulk("a").status(9).created(1770009999).completed(1770010000));
        timer.advance(LEAST.multipliedBy(2));
        assertThat(ends).containsExactly("a done 9");
    }

    @Test
    @DisplayName("An earlier poll of another caller ends no wait")
    void anEarlierPollOfAnotherCallerEndsNoWait() {
        server.put("a", bulk("a").status(9));
        JobSelector all = JobSelector.matching(JobType.job, name -> true);
        watcher.add(all);
        park(bulk("b").status(7));
        timer.advance(LEAST.minusMillis(200));
        watcher.poll(all, Duration.ZERO);
        timer.advance(Duration.ofMillis(100));
        server.remove("a");
        park(bulk("a").status(0).created(1770009999));

        timer.advance(Duration.ofMillis(100));
        assertThat(polls).hasSize(1);
        assertThat(ends).isEmpty();

        timer.advance(LEAST);
        assertThat(polls).hasSize(2);
        assertThat(ends).isEmpty();
    }

    @Test
    @DisplayName("The end from before an update is not the end of the wait")
    void aStateFromBeforeTheUpdateIsNoEnd() {
        Job before = bulk("a").status(9).completed(1770000500).pages(4).job();
        server.put("a", bulk("a").status(9).completed(1770000500).pages(4));
        park(owner, before, before, DAY, false, outcome -> ends.add("a " + outcome.end()));

        timer.advance(Duration.ofSeconds(60));
        assertThat(ends).isEmpty();

        server.put("a", bulk("a").status(9).completed(1770000900).pages(8));
        timer.advance(MOST);
        assertThat(ends).containsExactly("a done");
    }

    @Test
    @DisplayName("A wait after an update without work ends after the grace")
    void anUpdateWithoutWorkEndsAfterAWhile() {
        Job before = bulk("a").status(9).completed(1770000500).pages(4).job();
        server.put("a", bulk("a").status(9).completed(1770000500).pages(4));
        park(owner, before, before, DAY, false, outcome -> ends.add("a " + outcome.end()));

        timer.advance(Duration.ofMinutes(4));

        assertThat(ends).containsExactly("a done");
    }

    @Test
    @DisplayName("A round that ended between two polls ends the wait")
    void aRoundThatEndedBetweenTwoPollsCounts() {
        park(crawl("a").status(7).rounds(2));
        server.put("a", crawl("a").status(7).rounds(3));

        timer.advance(LEAST);

        assertThat(ends).containsExactly("a done 7");
    }
}
