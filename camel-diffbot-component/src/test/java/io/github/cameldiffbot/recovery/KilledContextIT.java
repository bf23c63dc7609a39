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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application is killed at each step that concerns the headers carried for a job. More jobs and kills at random
 * moments with {@code -Dcontext.jobs=1000 -Dcontext.kills=30}.
 */
@FaultCase("R1")
class KilledContextIT extends RestartSupport {

    private static final int JOBS = Integer.getInteger("context.jobs", 60);
    private static final int KILLS = Integer.getInteger("context.kills", 4);

    @ParameterizedTest
    @ValueSource(strings = {
            "beforeStored", "afterStored", "beforeCompleted", "afterSubmit", "inRoute", "beforeConfirm", "beforeRemoval" })
    @DisplayName("After a kill at any step the completion has the headers of the message that submitted the job")
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
    @DisplayName("After kills at random moments each completion has its own headers")
    void atRandomMoments() throws Exception {
        Random random = new Random(15);
        Set<String> expected = IntStream.range(0, JOBS).mapToObj(i -> "job" + i + " job" + i).collect(Collectors.toSet());
        for (int i = 0; i < JOBS; i++) {
            submit("job" + i);
        }
        for (int kill = 0; kill < KILLS; kill++) {
            ChildJvm child = application("");
            int soon = origins().size() + 1 + random.nextInt(Math.max(1, JOBS / KILLS));
            await().atMost(Duration.ofSeconds(60)).until(() -> origins().size() >= soon || origins().containsAll(expected));
            child.kill();
        }

        application("");

        await().atMost(Duration.ofSeconds(60)).until(() -> origins().containsAll(expected));
        assertThat(new TreeSet<>(origins())).containsExactlyInAnyOrderElementsOf(expected);
    }

    private ChildJvm application(String haltAt) {
        return start(CompletionsApplication.class, "persistent", "true",
                "handled", folder.resolve("handled.txt").toString(), "haltAt", haltAt);
    }

    private List<String> origins() {
        return lines("ledger.txt.origins");
    }
}
