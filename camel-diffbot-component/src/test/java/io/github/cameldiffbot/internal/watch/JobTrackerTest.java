/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.JobType;
import io.github.cameldiffbot.job.Jobs;
import org.junit.jupiter.api.Test;

import static io.github.cameldiffbot.job.Jobs.bulk;
import static io.github.cameldiffbot.job.Jobs.crawl;
import static org.assertj.core.api.Assertions.assertThat;

class JobTrackerTest {

    private JobTracker tracker = tracker("all", false);

    @Test
    void theFirstPollIsTheStartingPoint() {
        look(bulk("a").status(9));

        assertThat(handleAll()).isEmpty();

        look(bulk("a").status(9), bulk("b").status(9));
        assertThat(handleAll()).containsExactly("b created", "b completed");
    }

    @Test
    void theFirstPollReturnsThePastOnRequest() {
        tracker = tracker("completion", true);

        look(bulk("a").status(9), crawl("b").status(4).rounds(3), bulk("c").status(7));

        assertThat(handleAll()).containsExactly("a completed", "b roundCompleted");
    }

    @Test
    void theSameSnapshotTwiceChangesNothing() {
        look(bulk("a").status(7));
        JobSnapshot ended = new JobSnapshot(List.of(bulk("a").status(9).job()));

        tracker.observe(ended);
        tracker.observe(ended);

        assertThat(handleAll()).containsExactly("a completed");
    }

    @Test
    void aFailedEventComesAgainWithTheSameId() {
        look(bulk("a").status(7));
        look(bulk("a").status(9));
        JobEvent first = tracker.claim(10, Set.of()).get(0);

        tracker.release(first);

        assertThat(tracker.claim(10, Set.of())).containsExactly(first);
    }

    @Test
    void aClaimedEventIsNotClaimedAgain() {
        look(bulk("a").status(7));
        look(bulk("a").status(9));

        assertThat(tracker.claim(10, Set.of())).hasSize(1);
        look(bulk("a").status(9));

        assertThat(tracker.claim(10, Set.of())).isEmpty();
    }

    @Test
    void laterEventsFollowAFailedOne() {
        look(bulk("a").status(7));
        look(bulk("a").status(9));
        tracker.release(tracker.claim(10, Set.of()).get(0));
        look(bulk("a").created(1770000900).status(7));

        assertThat(handleAll()).containsExactly("a completed", "a restarted", "a started");
    }

    @Test
    void aFailingJobDoesNotDelayAnother() {
        look(bulk("a").status(7), bulk("b").status(7));
        look(bulk("a").status(9), bulk("b").status(9));
        JobEvent a = tracker.claim(1, Set.of()).get(0);
        tracker.release(a);

        assertThat(tracker.claim(10, Set.of(a.job().getKey()))).extracting(event -> event.job().getName())
                .containsExactly("b");
    }

    @Test
    void onlyTheNewestProgressWaits() {
        look(bulk("a").status(7).pages(1));
        look(bulk("a").status(7).pages(2));
        look(bulk("a").status(7).pages(3));
        look(bulk("a").status(7).pages(4));

        assertThat(tracker.claim(10, Set.of())).singleElement()
                .satisfies(event -> assertThat(event.job().getPageCrawlAttempts()).isEqualTo(4));
    }

    @Test
    void aProgressThatIsBeingHandledIsNotReplaced() {
        look(bulk("a").status(7).pages(1));
        look(bulk("a").status(7).pages(2));
        JobEvent removed = tracker.claim(10, Set.of()).get(0);
        look(bulk("a").status(7).pages(3));
        tracker.acknowledge(removed);

        assertThat(tracker.claim(10, Set.of())).singleElement()
                .satisfies(event -> assertThat(event.job().getPageCrawlAttempts()).isEqualTo(3));
    }

    @Test
    @FaultCase("S3")
    void aJobIsDeletedWhenTwoPollsMissIt() {
        look(bulk("a").status(9), bulk("b").status(7));

        look(bulk("b").status(7));
        assertThat(handleAll()).isEmpty();

        look(bulk("b").status(7));
        assertThat(handleAll()).containsExactly("a deleted");

        look(bulk("b").status(7));
        assertThat(handleAll()).isEmpty();
        assertThat(tracker.jobCount()).isEqualTo(1);
    }

    @Test
    @FaultCase("J1")
    void aSingleEmptyResponseDeletesNothing() {
        look(bulk("a").status(7));
        look();
        look(bulk("a").status(9));

        assertThat(handleAll()).containsExactly("a completed");
    }

    @Test
    void aJobOfTheSameNameAfterADeletionIsANewOne() {
        look(bulk("a").status(9));
        look();
        look();
        look(bulk("a").created(1770000700).status(7));

        assertThat(handleAll()).containsExactly("a deleted", "a created", "a started");
    }

    @Test
    void anOldEndIsNotNewAfterTwoIncompleteResponses() {
        look(bulk("old").status(9).completed(100));
        look();
        look();
        look(bulk("old").status(9).completed(100));

        assertThat(handleAll()).containsExactly("old deleted");
    }

    @Test
    void deletedJobsAreForgotten() {
        for (int i = 0; i < 3_000; i++) {
            look(bulk("job" + i).status(9));
            look();
            look();
            handleAll();
        }

        assertThat(tracker.jobCount()).isZero();
        assertThat(tracker.rememberedJobs()).isLessThanOrEqualTo(1_001);
    }

    @Test
    void aFailedJobGoesToTheEndOfTheQueue() {
        look(bulk("a").status(7), bulk("b").status(7));
        look(bulk("a").status(9), bulk("b").status(9));
        tracker.release(tracker.claim(1, Set.of()).get(0));

        assertThat(tracker.claim(1, Set.of())).extracting(event -> event.job().getName()).containsExactly("b");
    }

    @Test
    void anEndThatIsShownAgainAfterAPauseIsNotRepeated() {
        look(bulk("a").status(7));
        look(bulk("a").status(9).completed(100));
        look(bulk("a").status(6).completed(100));
        look(bulk("a").status(9).completed(100));

        assertThat(handleAll()).containsExactly("a completed", "a paused");
    }

    @Test
    void anEndBeforeTheFirstPollThatIsShownAgainAfterAPauseIsIgnored() {
        look(bulk("a").status(9).completed(100));
        look(bulk("a").status(6).completed(100));
        look(bulk("a").status(9).completed(100));

        assertThat(handleAll()).containsExactly("a paused");
    }

    @Test
    void jobsOfAnotherTypeOrNameAreNotTracked() {
        tracker = new JobTracker(
                JobSelector.matching(JobType.bulk, name -> name.startsWith("a")), EventSelection.parse("all"), true);

        look(bulk("a1").status(9), crawl("a2").status(9), bulk("b").status(9));

        assertThat(handleAll()).containsExactly("a1 created", "a1 completed");
    }

    @Test
    void aListenerThatNeverSucceedsDoesNotFillTheHeapAndKeepsEveryEnd() {
        look(bulk("a").status(7));
        for (int i = 0; i < 3_000; i++) {
            look(bulk("a").status(i % 2 == 0 ? 6 : 7).pages(i));
        }
        look(bulk("a").status(9).completed(100).pages(3_001));

        assertThat(tracker.pendingEvents()).isEqualTo(1_000);
        assertThat(handleAll()).last().isEqualTo("a completed");
    }

    private void look(Jobs... jobs) {
        List<Job> now = new ArrayList<>();
        for (Jobs job : jobs) {
            now.add(job.job());
        }
        tracker.observe(new JobSnapshot(now));
    }

    private List<String> handleAll() {
        List<String> handled = new ArrayList<>();
        for (List<JobEvent> events = tracker.claim(10, Set.of()); !events.isEmpty(); events = tracker.claim(10, Set.of())) {
            for (JobEvent event : events) {
                handled.add(event.job().getName() + " " + event.type());
                tracker.acknowledge(event);
            }
        }
        return handled;
    }

    private static JobTracker tracker(String events, boolean tellPast) {
        Set<JobEventType> wanted = EventSelection.parse(events);
        return new JobTracker(JobSelector.matching(JobType.job, name -> true), wanted, tellPast);
    }
}
