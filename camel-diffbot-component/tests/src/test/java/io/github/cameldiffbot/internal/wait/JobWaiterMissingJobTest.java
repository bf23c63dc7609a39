/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.job.JobKey;
import io.github.cameldiffbot.job.JobType;
import io.github.cameldiffbot.job.Jobs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.github.cameldiffbot.job.Jobs.bulk;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A wait ends for a job that polls do not show any more, and not before")
class JobWaiterMissingJobTest extends JobWaiterTestSupport {

    @Test
    @FaultCase("H6")
    @DisplayName("A new job can be missing for a while")
    void aNewJobMayBeMissingForAWhile() {
        park(bulk("a").status(0));
        server.clear();

        timer.advance(Duration.ofSeconds(110));
        assertThat(ends).isEmpty();

        server.put("a", bulk("a").status(9));
        timer.advance(MOST);
        assertThat(ends).containsExactly("a done 9");
    }

    @Test
    @FaultCase("H6")
    @DisplayName("A new job that stays missing is gone after the grace")
    void theGraceOfANewJobEnds() {
        park(bulk("a").status(0));
        server.clear();

        timer.advance(Duration.ofMinutes(4));

        assertThat(ends).containsExactly("a gone 0");
    }

    @Test
    @FaultCase("S3")
    @DisplayName("A known job is gone when two polls in a row miss it")
    void aKnownJobIsGoneWhenTwoPollsMissIt() {
        park(bulk("a").status(7));
        timer.advance(LEAST);
        server.clear();

        timer.advance(LEAST);
        assertThat(ends).isEmpty();
        timer.advance(LEAST);
        assertThat(ends).containsExactly("a gone 7");
    }

    @Test
    @DisplayName("A single poll without the job does not end its wait")
    void oneMissingPollDoesNotEndTheWait() {
        park(bulk("a").status(7));
        timer.advance(LEAST);
        Jobs job = server.remove("a");
        timer.advance(LEAST);
        server.put("a", job);

        timer.advance(Duration.ofMinutes(5));

        assertThat(ends).isEmpty();
    }

    @Test
    @DisplayName("An unknown job is found by the next poll, and waited for")
    void anUnknownJobIsFoundByTheNextPoll() {
        server.put("a", bulk("a").status(7));
        await("a", DAY);
        assertThat(waits.isAwaited(new JobKey("bulk", "a"))).isTrue();

        timer.advance(Duration.ZERO);
        assertThat(polls).hasSize(1);
        assertThat(ends).isEmpty();
        server.put("a", bulk("a").status(9));
        timer.advance(LEAST);

        assertThat(ends).containsExactly("a done 9");
        assertThat(waits.isAwaited(new JobKey("bulk", "a"))).isFalse();
    }

    @Test
    @DisplayName("A job that the next poll does not find is missing")
    void anUnknownJobMayBeMissing() {
        await("a", DAY);

        timer.advance(Duration.ZERO);

        assertThat(ends).containsExactly("? missing");
        assertThat(timer.tasks()).isZero();
    }

    @Test
    @DisplayName("If the poll fails, waits for unseen jobs end with the error, and the others continue")
    void whetherAJobExistsMayBeUnknown() {
        List<WaitOutcome> outcomes = new ArrayList<>();
        park(bulk("b").status(7));
        waits.startWait(new PendingWait(owner, null, DAY, false, outcomes::add), JobType.bulk, "a", null);
        trouble = new IllegalStateException("refused");

        timer.advance(LEAST);

        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.end()).isEqualTo(WaitEnd.unknown);
            assertThat(outcome.failure()).isSameAs(trouble);
        });
        assertThat(ends).isEmpty();
        assertThat(waits.pendingWaits()).isEqualTo(1);
    }
}
