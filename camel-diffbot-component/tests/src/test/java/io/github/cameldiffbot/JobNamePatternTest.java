/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import io.github.cameldiffbot.internal.request.JobNames;
import io.github.cameldiffbot.internal.watch.JobSelector;
import io.github.cameldiffbot.job.JobType;
import io.github.cameldiffbot.job.Jobs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A pattern of names selects no other job")
class JobNamePatternTest {

    @ParameterizedTest
    @CsvSource({
            "tmp-*, tmp-1, true", "tmp-*, tmp-, true", "tmp-*, tmp, false", "tmp-*, TMP-1, false", "*, any, true",
            "tmp-[0-9]+, tmp-12, true", "tmp-[0-9]+, tmp-x, false", "tmp-[0-9]+, TMP-1, false", "shop, shop, true",
            "shop, Shop, false", "shop, shop2, false" })
    @DisplayName("A pattern matches whole names, with their case")
    void takesNoMoreThanItSays(String pattern, String name, boolean taken) {
        JobSelector interest = JobNames.interest(JobType.bulk, pattern, true);

        assertThat(interest.includes(Jobs.bulk(name).job())).isEqualTo(taken);
    }
}
