/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A message that creates a job and waits for it, in an application that is killed meanwhile. Its file is still in the
 * inbox, so it is read again; the job's name contains the period, so that it waits for the running job.
 */
@FaultCase("R1")
@Tag("kill")
class KilledRunIT extends RestartSupport {

    private static final String JOB = "nightly-20261122";

    @AfterEach
    void release() {
        sandbox().release();
    }

    @Test
    void whileTheJobRuns() throws Exception {
        sandbox().hold();
        submit("20261122");
        ChildJvm first = start(NightlyApplication.class);
        await().until(() -> sandbox().job(JOB) != null);
        int polls = sandbox().requests().size();
        await().until(() -> sandbox().requests().size() > polls + 2);
        first.kill();
        int killed = sandbox().requests().size();

        start(NightlyApplication.class);
        await().until(() -> sandbox().requests().size() > killed + 2);
        sandbox().release();

        assertOneJobAndOneResult();
    }

    @Test
    void theJobEndsWhileNoApplicationRuns() throws Exception {
        sandbox().hold();
        submit("20261122");
        ChildJvm first = start(NightlyApplication.class);
        await().until(() -> sandbox().job(JOB) != null);
        first.kill();
        sandbox().release();
        await().until(() -> sandbox().job(JOB).status() == 9);

        start(NightlyApplication.class);

        assertOneJobAndOneResult();
    }

    @Test
    void beforeTheResultsWereWritten() throws Exception {
        submit("20261122");
        ChildJvm first = start(NightlyApplication.class, "haltAt", "resultsAreThere");
        first.await("resultsAreThere");
        first.kill();
        assertThat(folder.resolve("results")).doesNotExist();

        start(NightlyApplication.class);

        assertOneJobAndOneResult();
    }

    private void assertOneJobAndOneResult() throws Exception {
        await().until(() -> ledger().size() == 1);
        // the next message has arrived, so the first one is completely processed
        submit("20261123");
        await().until(() -> ledger().size() == 2);

        assertThat(ledger()).containsExactly(JOB, "nightly-20261123");
        assertThat(submissions(JOB)).isEqualTo(1);
        assertThat(results()).containsExactly(JOB + ".json", "nightly-20261123.json");
        assertThat(folder.resolve("results").resolve(JOB + ".json")).content().contains("notes/7").endsWith("]");
    }

    private List<String> results() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("results"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
