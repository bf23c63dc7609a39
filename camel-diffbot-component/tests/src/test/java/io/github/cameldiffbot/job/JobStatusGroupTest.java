/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

import io.github.cameldiffbot.FaultCase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Status codes have groups")
class JobStatusGroupTest {

    @ParameterizedTest
    @CsvSource({
            "0,running", "1,finished", "2,finished", "3,finished", "4,waiting", "5,failed", "6,paused", "7,running",
            "8,suspended", "9,finished", "10,failed", "11,halted", "12,unknown", "42,unknown", "-1,unknown" })
    @FaultCase("J2")
    @DisplayName("Each documented status code has its group, and any other is unknown")
    void eachDocumentedCodeHasItsGroup(int code, JobStatusGroup group) {
        assertThat(JobStatusGroup.of(code)).isEqualTo(group);
    }

    @ParameterizedTest
    @CsvSource({
            "0,running", "1,finished", "2,running", "3,running", "4,waiting", "5,failed", "6,paused", "7,running",
            "8,suspended", "9,finished", "10,failed", "11,halted", "12,unknown" })
    @FaultCase("S7")
    @DisplayName("A limit ends only the round of a job that repeats; all other codes have their group")
    void limitOfARound(int code, JobStatusGroup group) {
        assertThat(Jobs.crawl("shop").status(code).with("repeat", 0.5).job().getStatus().getGroup()).isEqualTo(group);
    }

    @ParameterizedTest
    @CsvSource({ "0,0,0,running", "0,5,0,running", "1,5,0,running", "1,0,5,running", "1,0,0,waiting" })
    @DisplayName("A job that repeats waits when the round with the limit is counted and its counters begin again")
    void countedRound(int rounds, int crawled, int processed, JobStatusGroup group) {
        assertThat(Jobs.crawl("shop").status(2).rounds(rounds).with("repeat", 7).with("pageCrawlSuccessesThisRound", crawled)
                .with("pageProcessSuccessesThisRound", processed).job().getStatus().getGroup()).isEqualTo(group);
    }
}
