/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

import java.util.List;

import io.github.cameldiffbot.job.Job;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The example deletes old jobs")
class JobCleanUpTest {

    @Test
    @DisplayName("Only own jobs that ended long ago are deleted")
    void ownJobsThatEndedLongAgoAreDeleted() throws Exception {
        assertThat(jobsAfter("false")).containsExactlyInAnyOrder("nightly-2", "invoices");
    }

    @Test
    @DisplayName("A dry run deletes nothing")
    void aDryRunDeletesNothing() throws Exception {
        assertThat(jobsAfter("true")).containsExactlyInAnyOrder("nightly-1", "nightly-2", "invoices");
    }

    @SuppressWarnings("unchecked")
    private static List<String> jobsAfter(String dryRun) throws Exception {
        Main main = new Main();
        main.addOverrideProperty("example.dryRun", dryRun);
        // to check the jobs afterwards
        main.addOverrideProperty("camel.main.durationMaxMessages", "0");
        main.init();
        NotifyBuilder done = new NotifyBuilder(main.getCamelContext()).fromRoute("some-jobs")
                .filter(exchange -> exchange.getProperty("CamelSplitIndex") == null).whenCompleted(1).create();
        main.start();
        try {
            assertThat(done.matches(90, SECONDS)).isTrue();
            List<Job> jobs = main.getCamelTemplate().requestBody("diffbot:job?operation=list", null, List.class);
            return jobs.stream().map(Job::getName).toList();
        } finally {
            main.stop();
        }
    }
}
