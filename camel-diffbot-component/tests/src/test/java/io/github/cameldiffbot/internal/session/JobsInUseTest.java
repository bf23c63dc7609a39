/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import io.github.cameldiffbot.job.JobKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Jobs in use are counted")
class JobsInUseTest {

    private final JobsInUse jobs = new JobsInUse();
    private final JobKey job = new JobKey("bulk", "a");

    @Test
    @DisplayName("A job is in use until its last use ends")
    void untilTheLastUseEnds() {
        JobsInUse.Use first = jobs.begin(job.name());
        JobsInUse.Use second = jobs.begin(job.name());

        first.close();
        assertThat(jobs.contains(job)).isTrue();
        second.close();
        assertThat(jobs.contains(job)).isFalse();
        assertThat(jobs.isEmpty()).isTrue();
    }

    @Test
    @DisplayName("A use that is closed twice ends no other use")
    void closingTwice() {
        JobsInUse.Use first = jobs.begin(job.name());
        jobs.begin(job.name());

        first.close();
        first.close();

        assertThat(jobs.contains(job)).isTrue();
    }

    @Test
    @DisplayName("A job of unknown type is identified by its name")
    void byName() {
        jobs.begin("a");

        assertThat(jobs.contains(job)).isTrue();
        assertThat(jobs.contains(new JobKey("bulk", "b"))).isFalse();
    }
}
