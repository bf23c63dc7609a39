/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.Jobs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.cameldiffbot.job.Jobs.crawl;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Ends are recognized behind a pause")
class JobEndTest {

    @ParameterizedTest
    @CsvSource({ "0, 0, 0, true", "1, 0, 2, false", "1, -1, 2, false", "1, 3, 2, false", "1, 3, 3, true" })
    @DisplayName("A pause with a completion time is the end of a job without further rounds")
    void furtherRounds(int repeat, int maxRounds, int rounds, boolean ended) {
        JobEnd end = JobEnd.of(crawl("shop").status(6).completed(100).rounds(rounds).with("repeat", repeat)
                .with("maxRounds", maxRounds).job());

        assertThat(end != null).isEqualTo(ended);
    }

    @ParameterizedTest
    @CsvSource({ "0, 0, completed", "2, 0, failed", "2, 1, completed" })
    @DisplayName("Behind a pause a job without a single success has failed")
    void onlyFailures(int pages, int successes, JobEventType type) {
        assertThat(JobEnd.of(crawl("shop").status(6).completed(100).pages(pages).with("pageCrawlSuccesses", successes).job()))
                .isEqualTo(new JobEnd(type, 100, false));
    }

    @ParameterizedTest
    @CsvSource({ "0, true", "86500, true", "200, false", "90, false" })
    @DisplayName("A round that was started by hand is counted at its start, which is not the end of the last round")
    void lastRoundRuns(long start, boolean ended) {
        JobEnd end = JobEnd.of(crawl("shop").status(6).completed(100).rounds(3).with("repeat", 1).with("maxRounds", 3)
                .with("roundStartTime", start).job());

        assertThat(end != null).isEqualTo(ended);
    }

    @Test
    @DisplayName("A job whose last round had no success has reached its rounds, as without the pause")
    void lastRoundOfFailures() {
        Jobs job = crawl("shop").completed(100).rounds(1).with("repeat", 1).with("maxRounds", 1).pages(2)
                .with("pageCrawlSuccesses", 0);

        assertThat(JobEnd.of(job.status(8).job()).type()).isEqualTo(JobEventType.completed)
                .isEqualTo(JobEnd.of(job.status(1).job()).type());
    }

    @Test
    @DisplayName("A completion time below 0 is unknown")
    void negativeTime() {
        assertThat(JobEnd.of(crawl("shop").status(9).completed(-1).job()))
                .isEqualTo(new JobEnd(JobEventType.completed, 0, true));
        assertThat(JobEnd.of(crawl("shop").status(6).completed(-1).job())).isNull();
    }
}
