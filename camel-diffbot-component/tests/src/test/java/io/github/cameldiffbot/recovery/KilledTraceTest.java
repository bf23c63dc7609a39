/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The trace of a job over the kill of its application. */
@DisplayName("The trace of a job continues after a kill of its application")
@FaultCase("R1")
@Tag("kill")
class KilledTraceTest extends RestartSupport {

    private static final List<String> RUNNING = List.of("first", "second", "third");

    @AfterEach
    void release() {
        sandbox().release();
    }

    @Test
    @DisplayName("Submission, job and end have one trace, although the application is killed while jobs run and one end is handled")
    void oneTrace() throws Exception {
        ChildJvm killed = start(TracedApplication.class, "haltAt", "inRoute");
        submit("inRoute");
        killed.await("inRoute");
        sandbox().hold();
        for (String job : RUNNING) {
            submit(job);
        }
        await().until(() -> done() == RUNNING.size() + 1 && spans("file", null).size() == RUNNING.size() + 1);
        assertThat(spans("diffbot job", "inRoute")).hasSize(1);
        killed.kill();
        assertThat(ledger()).isEmpty();
        sandbox().release();

        start(TracedApplication.class);

        List<String> jobs = new ArrayList<>(RUNNING);
        jobs.add("inRoute");
        await().untilAsserted(() -> {
            assertThat(ledger()).containsExactlyInAnyOrderElementsOf(jobs);
            assertThat(spans("diffbot event", null)).hasSameSizeAs(jobs);
        });
        for (String job : jobs) {
            Span submission = only(spans("diffbot create", job));
            // the end that was handled during the kill is reported again
            List<Span> ends = spans("diffbot job", job);
            assertThat(ends).as(job).hasSize(job.equals("inRoute") ? 2 : 1)
                    .allSatisfy(end -> assertThat(end.parent()).isEqualTo(submission.id()));
            assertThat(only(spans("diffbot event", job)).parent()).isEqualTo(ends.get(ends.size() - 1).id());
        }
        // no parent is missing, so no span was open at the kill but that of the route
        assertThat(spans().stream().map(Span::parent)).allSatisfy(
                parent -> assertThat(parent.equals("none") || spans().stream().anyMatch(span -> span.id().equals(parent)))
                        .isTrue());
        assertThat(spans().stream().filter(span -> span.parent().equals("none")).map(Span::trace)).doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(spans().stream().map(Span::trace).distinct().toList())
                .hasSameSizeAs(jobs);
    }

    /**
     * @param job    {@code null} for none
     * @param parent {@code none} for none
     */
    private record Span(String name, String job, String trace, String id, String parent) {
    }

    private List<Span> spans() {
        return lines(TracedApplication.SPANS).stream().map(line -> line.split(","))
                .map(part -> new Span(part[0], part[1], part[2], part[3], part[4])).toList();
    }

    /** @param job null for all */
    private List<Span> spans(String name, String job) {
        return spans().stream().filter(span -> span.name().equals(name) && (job == null || span.job().equals(job))).toList();
    }

    private static Span only(List<Span> spans) {
        assertThat(spans).hasSize(1);
        return spans.get(0);
    }

    /** Returns the number of files whose submission is complete. */
    private long done() throws Exception {
        if (!Files.exists(folder.resolve("inbox/.camel"))) {
            return 0;
        }
        try (Stream<?> files = Files.list(folder.resolve("inbox/.camel"))) {
            return files.count();
        }
    }
}
