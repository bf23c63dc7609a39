/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.cameldiffbot.FaultCase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application is killed at each step that concerns the claim of a job's name or the headers carried for it. More
 * jobs and kills at random moments with {@code -Dcontext.jobs=1000 -Dcontext.kills=30}.
 */
@FaultCase("R1")
@Tag("kill")
class KilledContextIT extends RestartSupport {

    private static final int JOBS = Integer.getInteger("context.jobs", 30);
    private static final int KILLS = Integer.getInteger("context.kills", 2);
    private static final Duration LIMIT = Duration.ofSeconds(60 + JOBS);

    @ParameterizedTest
    @ValueSource(strings = {
            "beforeSubmit", "beforeClaim", "afterClaim", "beforeStored", "afterStored", "beforeCompleted", "beforeRelease",
            "afterRelease", "afterSubmit", "inRoute", "beforeConfirm", "beforeRemoval" })
    @DisplayName("After a kill at any step the job is submitted once, and its completion has the headers of its message")
    void atEachStep(String step) throws Exception {
        submit("shop");
        ChildJvm first = application(step);
        first.await(step);
        first.kill();

        application("");

        await().until(() -> origins().contains("shop shop"));
        assertThat(new TreeSet<>(origins())).containsExactly("shop shop");
        assertThat(submissions("shop")).isEqualTo(1);
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
            ChildJvm child = application("");
            int soon = origins().size() + 1 + random.nextInt(Math.max(1, JOBS / KILLS));
            await().atMost(LIMIT).until(() -> origins().size() >= soon || origins().containsAll(expected));
            child.kill();
        }

        application("");

        await().atMost(LIMIT).until(() -> origins().containsAll(expected));
        assertThat(new TreeSet<>(origins())).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(IntStream.range(0, JOBS)).allMatch(i -> sandbox().job("job" + i).submitted() == 1);
    }

    private ChildJvm application(String haltAt) {
        return start(CompletionsApplication.class, "persistent", "true",
                "handled", folder.resolve("handled.txt").toString(), "haltAt", haltAt);
    }

    private List<String> origins() {
        return lines("ledger.txt.origins");
    }
}
