/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.context;

import io.github.cameldiffbot.internal.context.SpentCredits.JobSpent;
import io.github.cameldiffbot.job.JobKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Spent credits are added by job")
class SpentCreditsTest {

    private final SpentCredits spent = new SpentCredits();

    @Test
    @DisplayName("The credits of a job are added, and the most expensive jobs come first")
    void mostExpensive() {
        spent.add(job("cheap"), 1);
        spent.add(job("rounds"), 5);
        spent.add(job("dear"), 9);
        spent.add(job("rounds"), 5);

        assertThat(spent.total()).isEqualTo(20);
        assertThat(spent.mostExpensive(2)).containsExactly(new JobSpent(job("rounds"), 10), new JobSpent(job("dear"), 9));
        assertThat(spent.mostExpensive(0)).isEmpty();
    }

    @Test
    @DisplayName("Of more than 1,000 jobs, the sum has all, and the list those that were counted last")
    void bounded() {
        for (int i = 0; i < 1_000; i++) {
            spent.add(job("job" + i), 1);
        }
        spent.add(job("job0"), 1);
        spent.add(job("new"), 1);

        assertThat(spent.total()).isEqualTo(1_002);
        assertThat(spent.mostExpensive(Integer.MAX_VALUE)).hasSize(1_000).extracting(JobSpent::job)
                .contains(job("job0"), job("new")).doesNotContain(job("job1"));
    }

    private static JobKey job(String name) {
        return new JobKey("bulk", name);
    }
}
