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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.github.cameldiffbot.job.Jobs.bulk;
import static io.github.cameldiffbot.job.Jobs.crawl;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A tracker delivers the events of each job in order")
class JobTrackerTest {

    private JobTracker tracker = tracker("all", false);

    @Test
    @DisplayName("The first poll is the starting point")
    void theFirstPollIsTheStartingPoint() {
        poll(bulk("a").status(9));

        assertThat(handleAll()).isEmpty();

        poll(bulk("a").status(9), bulk("b").status(9));
        assertThat(handleAll()).containsExactly("b created", "b completed");
    }

    @Test
    @DisplayName("The first poll returns past ends if requested")
    void theFirstPollReturnsThePastOnRequest() {
        tracker = tracker("completion", true);

        poll(bulk("a").status(9), crawl("b").status(4).rounds(3), bulk("c").status(7));

        assertThat(handleAll()).containsExactly("a completed", "b roundCompleted");
    }

    @Test
    @DisplayName("A repeated snapshot changes nothing")
    void theSameSnapshotTwiceChangesNothing() {
        poll(bulk("a").status(7));
        JobSnapshot ended = new JobSnapshot(List.of(bulk("a").status(9).job()));

        tracker.observe(ended);
        tracker.observe(ended);

        assertThat(handleAll()).containsExactly("a completed");
    }

    @Test
    @DisplayName("A released event is returned again with the same id")
    void aFailedEventComesAgainWithTheSameId() {
        poll(bulk("a").status(7));
        poll(bulk("a").status(9));
        JobEvent first = tracker.claim(10, Set.of()).get(0);

        tracker.release(first);

        assertThat(tracker.claim(10, Set.of())).containsExactly(first);
    }

    @Test
    @DisplayName("An event that is released after it was handled does not move its job to the end of the queue")
    void lateRelease() {
        tracker = tracker("created,completion", true);
        poll(bulk("a").status(9), bulk("b").status(9));
        JobEvent created = tracker.claim(1, Set.of()).get(0);
        tracker.acknowledge(created);

        tracker.release(created);

        assertThat(handleAll()).startsWith("a completed");
    }

    @Test
    @DisplayName("Claims that no exchange has any more are released, and the others are kept")
    void releasesLostClaims() {
        poll(bulk("a").status(7), bulk("b").status(7));
        poll(bulk("a").status(9), bulk("b").status(9));
        List<JobEvent> claimed = tracker.claim(10, Set.of());

        tracker.releaseUnless(event -> event == claimed.get(0));

        assertThat(tracker.claim(10, Set.of())).containsExactly(claimed.get(1));
    }

    @Test
    @DisplayName("A claimed event is not claimed again")
    void aClaimedEventIsNotClaimedAgain() {
        poll(bulk("a").status(7));
        poll(bulk("a").status(9));

        assertThat(tracker.claim(10, Set.of())).hasSize(1);
        poll(bulk("a").status(9));

        assertThat(tracker.claim(10, Set.of())).isEmpty();
    }

    @Test
    @DisplayName("Later events of a job follow a released one")
    void laterEventsFollowAFailedOne() {
        poll(bulk("a").status(7));
        poll(bulk("a").status(9));
        tracker.release(tracker.claim(10, Set.of()).get(0));
        poll(bulk("a").created(1770000900).status(7));

        assertThat(handleAll()).containsExactly("a completed", "a restarted", "a started");
    }

    @Test
    @DisplayName("An excluded event does not delay another job")
    void aFailingJobDoesNotDelayAnother() {
        poll(bulk("a").status(7), bulk("b").status(7));
        poll(bulk("a").status(9), bulk("b").status(9));
        JobEvent a = tracker.claim(1, Set.of()).get(0);
        tracker.release(a);

        assertThat(tracker.claim(10, Set.of(a.id()))).extracting(event -> event.job().getName())
                .containsExactly("b");
    }

    @Test
    @DisplayName("Only the newest progress is pending")
    void onlyTheNewestProgressWaits() {
        poll(bulk("a").status(7).pages(1));
        poll(bulk("a").status(7).pages(2));
        poll(bulk("a").status(7).pages(3));
        poll(bulk("a").status(7).pages(4));

        assertThat(tracker.claim(10, Set.of())).singleElement()
                .satisfies(event -> assertThat(event.job().getPageCrawlAttempts()).isEqualTo(4));
    }

    @Test
    @DisplayName("A claimed progress is not replaced by a newer one")
    void aProgressThatIsBeingHandledIsNotReplaced() {
        poll(bulk("a").status(7).pages(1));
        poll(bulk("a").status(7).pages(2));
        JobEvent removed = tracker.claim(10, Set.of()).get(0);
        poll(bulk("a").status(7).pages(3));
        tracker.acknowledge(removed);

        assertThat(tracker.claim(10, Set.of())).singleElement()
                .satisfies(event -> assertThat(event.job().getPageCrawlAttempts()).isEqualTo(3));
    }

    @Test
    @FaultCase("S3")
    @DisplayName("A job is deleted when two polls in a row miss it")
    void aJobIsDeletedWhenTwoPollsMissIt() {
        poll(bulk("a").status(9), bulk("b").status(7));

        poll(bulk("b").status(7));
        assertThat(handleAll()).isEmpty();

        poll(bulk("b").status(7));
        assertThat(handleAll()).containsExactly("a deleted");

        poll(bulk("b").status(7));
        assertThat(handleAll()).isEmpty();
        assertThat(tracker.jobCount()).isEqualTo(1);
    }

    @Test
    @FaultCase("J1")
    @DisplayName("A single empty response deletes no job")
    void aSingleEmptyResponseDeletesNothing() {
        poll(bulk("a").status(7));
        poll();
        poll(bulk("a").status(9));

        assertThat(handleAll()).containsExactly("a completed");
    }

    @Test
    @DisplayName("A job with the name of a deleted one is a new one")
    void aJobOfTheSameNameAfterADeletionIsANewOne() {
        poll(bulk("a").status(9));
        poll();
        poll();
        poll(bulk("a").created(1770000700).status(7));

        assertThat(handleAll()).containsExactly("a deleted", "a created", "a started");
    }

    @Test
    @DisplayName("An old end is not delivered after two incomplete responses")
    void anOldEndIsNotNewAfterTwoIncompleteResponses() {
        poll(bulk("old").status(9).completed(100));
        poll();
        poll();
        poll(bulk("old").status(9).completed(100));

        assertThat(handleAll()).containsExactly("old deleted");
    }

    @Test
    @DisplayName("Deleted jobs are forgotten")
    void deletedJobsAreForgotten() {
        for (int i = 0; i < 3_000; i++) {
            poll(bulk("job" + i).status(9));
            poll();
            poll();
            handleAll();
        }

        assertThat(tracker.jobCount()).isZero();
        assertThat(tracker.rememberedJobs()).isLessThanOrEqualTo(1_001);
    }

    @Test
    @DisplayName("A job with a released event moves to the end of the queue")
    void aFailedJobGoesToTheEndOfTheQueue() {
        poll(bulk("a").status(7), bulk("b").status(7));
        poll(bulk("a").status(9), bulk("b").status(9));
        tracker.release(tracker.claim(1, Set.of()).get(0));

        assertThat(tracker.claim(1, Set.of())).extracting(event -> event.job().getName()).containsExactly("b");
    }

    @Test
    @DisplayName("An end that is reported again after a pause is not repeated")
    void anEndThatIsShownAgainAfterAPauseIsNotRepeated() {
        poll(bulk("a").status(7));
        poll(bulk("a").status(9).completed(100));
        poll(bulk("a").status(6).completed(100));
        poll(bulk("a").status(9).completed(100));

        assertThat(handleAll()).containsExactly("a completed", "a paused");
    }

    @Test
    @DisplayName("An end from before the first poll that is reported again after a pause is ignored")
    void anEndBeforeTheFirstPollThatIsShownAgainAfterAPauseIsIgnored() {
        poll(bulk("a").status(9).completed(100));
        poll(bulk("a").status(6).completed(100));
        poll(bulk("a").status(9).completed(100));

        assertThat(handleAll()).containsExactly("a paused");
    }

    @Test
    @DisplayName("Jobs of another type or name are not tracked")
    void jobsOfAnotherTypeOrNameAreNotTracked() {
        tracker = new JobTracker(
                JobSelector.matching(JobType.bulk, name -> name.startsWith("a")), EventSelection.parse("all"), true);

        poll(bulk("a1").status(9), crawl("a2").status(9), bulk("b").status(9));

        assertThat(handleAll()).containsExactly("a1 created", "a1 completed");
    }

    @Test
    @DisplayName("The number of pending events of a job is limited, and its end is kept")
    void aListenerThatNeverSucceedsDoesNotFillTheHeapAndKeepsEveryEnd() {
        poll(bulk("a").status(7));
        for (int i = 0; i < 3_000; i++) {
            poll(bulk("a").status(i % 2 == 0 ? 6 : 7).pages(i));
        }
        poll(bulk("a").status(9).completed(100).pages(3_001));

        assertThat(tracker.pendingEvents()).isEqualTo(1_000);
        assertThat(handleAll()).last().isEqualTo("a completed");
    }

    private void poll(Jobs... jobs) {
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
