/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

import java.util.Set;

import org.junit.jupiter.api.Test;

import static io.github.cameldiffbot.job.Jobs.bulk;
import static io.github.cameldiffbot.job.Jobs.crawl;
import static org.assertj.core.api.Assertions.assertThat;

class EventIdTest {

    private static final Set<JobEventType> ALL = EventSelection.parse("all");

    @Test
    void anEndIsNamedByTypeNameCreationRoundStatusAndPages() {
        assertThat(id(bulk("shop").status(7).job(), bulk("shop").status(9).completed(1770000100).pages(30).job()))
                .isEqualTo("bulk/shop/1770000000/0/9/completed/p30");
    }

    @Test
    void anEndIsTheSameWhenItsTimeIsFilledInLater() {
        Job running = bulk("shop").status(7).pages(29).job();

        assertThat(id(running, bulk("shop").status(9).completed(0).pages(30).job()))
                .isEqualTo(id(running, bulk("shop").status(9).completed(1770000100).pages(30).job()));
    }

    @Test
    void anEndIsNamedByItsTimeWhereNoPagesAreCounted() {
        assertThat(id(bulk("shop").status(7).job(), bulk("shop").status(9).completed(1770000100).job()))
                .isEqualTo("bulk/shop/1770000000/0/9/completed/1770000100");
    }

    @Test
    void anEndIsTheSameForWhoSawItComeAndForWhoFindsIt() {
        Job ended = bulk("shop").status(9).completed(1770000100).pages(30).job();

        String seen = id(bulk("shop").status(7).pages(20).job(), ended);

        assertThat(JobDifference.first(ended, EventSelection.COMPLETION)).extracting(JobEvent::id).containsExactly(seen);
    }

    @Test
    void aRoundIsTheSameWhetherTheNextHasBegunOrNot() {
        Job before = crawl("shop").status(7).rounds(2).job();

        assertThat(id(before, crawl("shop").status(4).rounds(3).job()))
                .isEqualTo(id(before, crawl("shop").status(7).rounds(3).job()))
                .isEqualTo("crawl/shop/1770000000/3/-/roundCompleted");
    }

    @Test
    void theStartOfARoundIsTheSameHoweverFarItHasGot() {
        assertThat(id(bulk("shop").status(0).job(), bulk("shop").status(7).pages(1).job()))
                .isEqualTo(id(bulk("shop").status(0).job(), bulk("shop").status(7).pages(9).job()));
    }

    @Test
    void twoPausesDiffer() {
        Job running = bulk("shop").status(7).job();

        assertThat(id(running, bulk("shop").status(6).pages(3).job()))
                .isNotEqualTo(id(running, bulk("shop").status(6).pages(8).job()));
    }

    @Test
    void aLaterEndDiffersAlsoWhereDiffbotGivesNoTime() {
        Job running = bulk("shop").status(7).job();

        assertThat(id(running, bulk("shop").status(9).completed(0).pages(10).job()))
                .isNotEqualTo(id(running, bulk("shop").status(9).completed(0).pages(20).job()));
    }

    @Test
    void aDeletedJobIsToldTheSameByEverybody() {
        assertThat(JobDifference.deleted(bulk("shop").status(9).job()).id())
                .isEqualTo(JobDifference.deleted(bulk("shop").status(6).rounds(2).job()).id())
                .isEqualTo("bulk/shop/1770000000/-/-/deleted");
    }

    private static String id(Job before, Job now) {
        return JobDifference.between(before, now, ALL).get(0).id();
    }
}
