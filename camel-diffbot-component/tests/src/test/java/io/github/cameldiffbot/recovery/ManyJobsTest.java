/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** More jobs with {@code -Dmany.jobs=100000}, spans with {@code -Dmany.traced=true}, which takes twice as long. */
@DisplayName("Jobs that have vanished leave nothing in the heap")
@Tag("kill")
class ManyJobsTest {

    private static final int JOBS = Integer.getInteger("many.jobs", 10_000);
    /** An entry of a map with the name of the job takes twice as much. */
    private static final long MAX_BYTES_PER_JOB = 40;
    // two consumers each remember the last thousand jobs that vanished, from the same list or from two
    private static final long ONE_LIST = 1_600_000;

    @TempDir
    Path folder;

    @Test
    @DisplayName("A job that ended, was handled, some only after the event expiring, and has vanished leaves nothing in the heap, with 40 MB at most for all")
    void leaveNothing() {
        try (ChildJvm application = ChildJvm.start(ManyJobs.class, folder,
                Map.of("groups", "" + JOBS / 1_000, "traced", System.getProperty("many.traced", "false")), "-Xmx40m")) {
            String report = application.await("followed", Duration.ofSeconds(180 + JOBS / 250));
            Map<String, Long> figures = Stream.of(report.split(" ")).map(figure -> figure.split("="))
                    .collect(Collectors.toMap(figure -> figure[0], figure -> Long.valueOf(figure[1])));

            assertThat(figures).containsEntry("jobs", (long) JOBS);
            assertThat(figures.get("heapAfter") - figures.get("heapBefore")).as(report)
                    .isLessThan(JOBS * MAX_BYTES_PER_JOB + ONE_LIST);
        }
    }
}
