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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages that create a job and wait for it, in an application that is killed meanwhile. Their files are still in the
 * inbox, so they are read again; the names of the jobs are fixed, so that they wait for the running jobs.
 */
@DisplayName("Messages of a killed application wait for their running jobs again")
@FaultCase("R1")
@Tag("kill")
class KilledRunTest extends RestartSupport {

    @AfterEach
    void release() {
        sandbox().release();
    }

    @Test
    @DisplayName("A job and its results exist once, although the application is killed while the job runs, before its end and "
                 + "before the results were written")
    void oneJobAndOneResult() throws Exception {
        ChildJvm first = start(NightlyApplication.class, "haltAt", "resultsAreThere");
        submit("resultsAreThere");
        first.await("resultsAreThere");
        sandbox().hold();
        submit("runs");
        await().until(() -> sandbox().job("nightly-runs") != null);
        awaitPolls();
        first.kill();
        assertThat(ledger()).isEmpty();
        assertThat(folder.resolve("results")).doesNotExist();

        ChildJvm second = start(NightlyApplication.class);
        await().until(() -> ledger().equals(List.of("nightly-resultsAreThere")));
        awaitPolls();
        sandbox().release();
        await().until(() -> ledger().size() == 2);
        sandbox().hold();
        submit("endsMeanwhile");
        await().until(() -> sandbox().job("nightly-endsMeanwhile") != null);
        second.kill();
        sandbox().release();
        await().until(() -> sandbox().job("nightly-endsMeanwhile").status() == 9);

        start(NightlyApplication.class);
        await().until(() -> ledger().size() == 3);
        // the next message has arrived, so those before it are completely processed
        submit("last");
        await().until(() -> ledger().size() == 4);

        assertThat(ledger()).containsExactly("nightly-resultsAreThere", "nightly-runs", "nightly-endsMeanwhile",
                "nightly-last");
        assertThat(results()).containsExactlyInAnyOrder("nightly-resultsAreThere.json", "nightly-runs.json",
                "nightly-endsMeanwhile.json", "nightly-last.json");
        assertThat(ledger()).allSatisfy(job -> {
            assertThat(submissions(job)).as(job).isEqualTo(1);
            assertThat(folder.resolve("results").resolve(job + ".json")).as(job).content().contains("notes/7").endsWith("]");
        });
    }

    private static void awaitPolls() {
        int before = sandbox().requests().size();
        await().until(() -> sandbox().requests().size() > before + 2);
    }

    private List<String> results() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("results"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
