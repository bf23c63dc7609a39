/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.sandbox.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * R1: an application is killed at each step. The next one handles the unhandled events and submits nothing twice. Each
 * job has the name of the step at which it stands when the application is killed. More jobs and kills at random moments
 * with {@code -Dkills.jobs=1000 -Dkills.count=30}.
 */
@DisplayName("An application that is killed at any step loses no event and submits nothing twice")
@FaultCase("R1")
@Tag("kill")
class KilledConsumerTest extends RestartSupport {

    private static final List<String> BEFORE_SUBMISSION
            = List.of("beforeSubmit", "beforeClaim", "afterClaim", "beforeStored", "afterStored");
    private static final List<String> AFTER_SUBMISSION
            = List.of("beforeCompleted", "beforeRelease", "afterRelease", "afterSubmit");
    private static final List<String> AFTER_END = List.of("inRoute", "beforeConfirm", "beforeRemoval");

    private static final int JOBS = Integer.getInteger("kills.jobs", 30);
    private static final int KILLS = Integer.getInteger("kills.count", 2);
    private static final Duration LIMIT = Duration.ofSeconds(60 + JOBS);

    @AfterEach
    void release() {
        sandbox().release();
    }

    @Test
    @DisplayName("With its state in files, each job is submitted once, and its end handled once, with the headers of its "
                 + "message. Only a kill between the end of the route and the confirmation repeats it")
    void atEachStep() throws Exception {
        killInSubmissionsAndDownload();
        for (String step : AFTER_END) {
            killAfterEnd(step);
        }
        killInPoll();
        application(true);
        awaitHandled(List.of("inPoll"));
        // delivered by a later poll than all others
        submit("last");
        awaitHandled(List.of("last"));

        List<String> jobs = all(BEFORE_SUBMISSION, AFTER_SUBMISSION, AFTER_END, List.of("inPoll", "last"));
        assertHandled(all(jobs, List.of("inDownload")), "beforeConfirm");
        assertThat(jobs).allSatisfy(job -> assertThat(submissions(job)).as(job).isEqualTo(1));
        assertThat(new TreeSet<>(origins())).containsExactlyInAnyOrderElementsOf(
                all(jobs.stream().map(job -> job + " " + job).toList(), List.of("inDownload null")));
    }

    /** No job ends before the kill, except that of the download. */
    private void killInSubmissionsAndDownload() throws Exception {
        sandbox().generate("inDownload", 10_000, 4096);
        sandbox().hold();
        List<String> jobs = all(BEFORE_SUBMISSION, AFTER_SUBMISSION);
        ChildJvm application = application(true, all(jobs, List.of("inDownload")).toArray(String[]::new));
        for (String job : jobs) {
            submit(job);
        }
        jobs.forEach(application::await);
        application.await("inDownload");
        application.kill();

        assertThat(ledger()).isEmpty();
        assertThat(BEFORE_SUBMISSION).allSatisfy(job -> assertThat(sandbox().job(job)).as(job).isNull());
        assertThat(AFTER_SUBMISSION).allSatisfy(job -> assertThat(sandbox().job(job).status()).as(job).isEqualTo(7));
        sandbox().release();
    }

    private void killAfterEnd(String step) throws Exception {
        submit(step);
        ChildJvm application = application(true, step);
        application.await(step);
        application.kill();

        assertThat(handled().containsKey(step)).as(step).isEqualTo(!step.equals("inRoute"));
    }

    /** All other jobs have been handled before the kill. */
    private void killInPoll() throws Exception {
        ChildJvm application = application(true);
        awaitHandled(all(BEFORE_SUBMISSION, AFTER_SUBMISSION, AFTER_END, List.of("inDownload")));
        sandbox().hold();
        submit("inPoll");
        application.await("submitted inPoll");
        AtomicBoolean polling = new AtomicBoolean();
        sandbox().fail(Fault.on("/v3/bulk").when(request -> {
            polling.compareAndSet(false, request.method().equals("GET"));
            return request.method().equals("GET");
        }).times(1).delay(Duration.ofSeconds(20)));
        await().untilTrue(polling);
        sandbox().release();
        await().until(() -> sandbox().job("inPoll").status() == 9);
        application.kill();

        assertThat(handled()).doesNotContainKey("inPoll");
    }

    @Test
    @DisplayName("With its state in memory only, each job is submitted once, and each end handled again")
    void inMemory() throws Exception {
        ChildJvm first = application(false, "beforeSubmit", "afterSubmit", "inRoute");
        submit("done");
        awaitHandled(List.of("done"));
        submit("inRoute");
        first.await("inRoute");
        submit("beforeSubmit");
        submit("afterSubmit");
        first.await("beforeSubmit");
        first.await("afterSubmit");
        first.kill();
        assertThat(handled()).containsOnlyKeys("done");

        application(false);
        awaitHandled(List.of("beforeSubmit", "afterSubmit", "inRoute"));
        // delivered by a later poll than all others
        submit("last");
        awaitHandled(List.of("last"));

        List<String> jobs = List.of("done", "inRoute", "beforeSubmit", "afterSubmit", "last");
        assertHandled(jobs, "done");
        assertThat(jobs).allSatisfy(job -> assertThat(submissions(job)).as(job).isEqualTo(1));
    }

    @Test
    @DisplayName("After kills at random moments each job was submitted once, and each completion has its own headers")
    void atRandomMoments() throws Exception {
        Random random = new Random(15);
        Set<String> expected = IntStream.range(0, JOBS).mapToObj(i -> "job" + i + " job" + i).collect(Collectors.toSet());
        for (int i = 0; i < JOBS; i++) {
            submit("job" + i);
        }
        for (int kill = 0; kill < KILLS; kill++) {
            ChildJvm child = application(true);
            int soon = origins().size() + 1 + random.nextInt(Math.max(1, JOBS / KILLS));
            await().atMost(LIMIT).until(() -> origins().size() >= soon || origins().containsAll(expected));
            child.kill();
        }

        application(true);

        await().atMost(LIMIT).until(() -> origins().containsAll(expected));
        assertThat(new TreeSet<>(origins())).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(IntStream.range(0, JOBS)).allMatch(i -> sandbox().job("job" + i).submitted() == 1);
    }

    private ChildJvm application(boolean persistent, String... haltAt) {
        return start(CompletionsApplication.class, "persistent", Boolean.toString(persistent),
                "handled", folder.resolve("handled.txt").toString(), "haltAt", String.join(",", haltAt));
    }

    private void awaitHandled(List<String> jobs) {
        await().untilAsserted(() -> assertThat(handled()).containsKeys(jobs.toArray(String[]::new)));
    }

    /** Checks that the end of each of these jobs and no other was handled: of one of them twice, with the same id. */
    private void assertHandled(List<String> jobs, String twice) {
        assertThat(handled()).containsOnlyKeys(jobs)
                .allSatisfy((job, ids) -> assertThat(ids).as(job).hasSize(job.equals(twice) ? 2 : 1).containsOnly(ids.get(0)));
    }

    /** Returns the ids of the handled events by job. */
    private Map<String, List<String>> handled() {
        return ledger().stream().collect(Collectors.groupingBy(id -> id.split("/")[1]));
    }

    private List<String> origins() {
        return lines("ledger.txt.origins");
    }

    @SafeVarargs
    private static List<String> all(List<String>... lists) {
        List<String> all = new ArrayList<>();
        for (List<String> list : lists) {
            all.addAll(list);
        }
        return all;
    }
}
