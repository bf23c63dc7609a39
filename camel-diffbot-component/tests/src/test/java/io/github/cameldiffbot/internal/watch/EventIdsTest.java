/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.Set;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.cameldiffbot.job.Jobs.bulk;
import static io.github.cameldiffbot.job.Jobs.crawl;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Event ids are equal on all nodes and different for different events")
class EventIdsTest {

    private static final Set<JobEventType> ALL = EventSelection.parse("all");

    @Test
    @DisplayName("The id of an end contains its completion time")
    void anEndIsNamedByItsTime() {
        assertThat(id(bulk("shop").status(7).job(), bulk("shop").status(9).completed(1770000100).pages(30).job()))
                .isEqualTo("bulk/shop/1770000000/-/-/ended/1770000100");
    }

    @Test
    @FaultCase("S14")
    @DisplayName("A later end has another id, also with the same pages")
    void aLaterEndIsAnotherOneAlsoWithTheSamePages() {
        Job running = bulk("shop").status(7).pages(30).job();

        assertThat(id(running, bulk("shop").status(9).completed(1770000100).pages(30).job()))
                .isNotEqualTo(id(running, bulk("shop").status(9).completed(1770000900).pages(30).job()));
    }

    @Test
    @DisplayName("The id of an end stays the same while the counters change")
    void anEndIsTheSameWhileTheCountersSettle() {
        Job running = bulk("shop").status(7).pages(9).job();

        assertThat(id(running, bulk("shop").status(9).completed(1770000100).pages(10).job()))
                .isEqualTo(id(running, bulk("shop").status(9).completed(1770000100).pages(11).job()));
    }

    @ParameterizedTest
    @ValueSource(ints = { 6, 8, 11, 2, 1 })
    @DisplayName("The id of an end is the same in any status")
    void anEndIsTheSameInWhateverStatusItIsSeen(int status) {
        Job running = crawl("shop").status(7).job();

        assertThat(id(running, crawl("shop").status(status).completed(1770000100).job()))
                .isEqualTo(id(running, crawl("shop").status(9).completed(1770000100).job()));
    }

    @Test
    @DisplayName("The id of an end contains the pages if Diffbot does not report its time")
    void anEndIsNamedByThePagesWhereDiffbotDoesNotSayItsTime() {
        assertThat(id(bulk("shop").status(7).job(), bulk("shop").status(9).pages(30).job()))
                .isEqualTo("bulk/shop/1770000000/-/-/ended/p30");
    }

    @Test
    @DisplayName("The id of an end is the same whether a poll observed it or found it")
    void anEndHasTheSameIdWhetherItIsObservedOrFound() {
        Job ended = bulk("shop").status(9).completed(1770000100).pages(30).job();

        String seen = id(bulk("shop").status(7).pages(20).job(), ended);

        assertThat(JobEventDetector.findFirst(ended, EventSelection.COMPLETION)).extracting(JobEvent::id).containsExactly(seen);
    }

    @Test
    @DisplayName("The id of a round is the same whether the next one has begun or not")
    void aRoundIsTheSameWhetherTheNextHasBegunOrNot() {
        Job before = crawl("shop").status(7).rounds(2).job();

        assertThat(id(before, crawl("shop").status(4).rounds(3).job()))
                .isEqualTo(id(before, crawl("shop").status(7).rounds(3).job()))
                .isEqualTo("crawl/shop/1770000000/3/-/roundCompleted");
    }

    @Test
    @DisplayName("The id of a start is the same at any number of pages")
    void theStartOfARoundIsTheSameHoweverFarItHasGot() {
        assertThat(id(bulk("shop").status(0).job(), bulk("shop").status(7).pages(1).job()))
                .isEqualTo(id(bulk("shop").status(0).job(), bulk("shop").status(7).pages(9).job()));
    }

    @Test
    @DisplayName("Two pauses have different ids")
    void twoPausesDiffer() {
        Job running = bulk("shop").status(7).job();

        assertThat(id(running, bulk("shop").status(6).pages(3).job()))
                .isNotEqualTo(id(running, bulk("shop").status(6).pages(8).job()));
    }

    @Test
    @DisplayName("A later end has another id, also if Diffbot does not report its time")
    void aLaterEndDiffersAlsoWhereDiffbotGivesNoTime() {
        Job running = bulk("shop").status(7).job();

        assertThat(id(running, bulk("shop").status(9).completed(0).pages(10).job()))
                .isNotEqualTo(id(running, bulk("shop").status(9).completed(0).pages(20).job()));
    }

    @Test
    @DisplayName("The id of a deletion is the same on all nodes")
    void allNodesDeliverADeletedJobWithTheSameId() {
        assertThat(JobEventDetector.deleted(bulk("shop").status(9).job()).id())
                .isEqualTo(JobEventDetector.deleted(bulk("shop").status(6).rounds(2).job()).id())
                .isEqualTo("bulk/shop/1770000000/-/-/deleted");
    }

    @Test
    @DisplayName("Progress of any counter has a separate id")
    void progressOfAnyCounterHasAnIdOfItsOwn() {
        Job before = bulk("shop").status(7).pages(3).job();

        assertThat(id(before, bulk("shop").status(7).pages(3).with("urlsHarvested", 5).job()))
                .isNotEqualTo(id(before, bulk("shop").status(7).pages(3).with("urlsHarvested", 6).job()));
    }

    @Test
    @DisplayName("The last 64 names are counted, and older ones are forgotten")
    void countsNames() {
        EventIds ids = new EventIds();
        for (int i = 0; i < 64; i++) {
            assertThat(ids.next("n" + i)).isEqualTo("n" + i);
        }
        assertThat(ids.next("n0")).isEqualTo("n0/2");

        ids.next("another");

        assertThat(ids.next("n0")).isEqualTo("n0");
    }

    private static String id(Job before, Job now) {
        return JobEventDetectorTest.between(before, now, ALL).get(0).id();
    }
}
