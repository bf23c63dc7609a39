/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.ArrayList;
import java.util.List;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.internal.watch.ModelJob.Step;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the tracker through each sequence of up to six steps of a job, with each subset of missed polls, with a process
 * that is killed and restarted, with a second node, and with a consumer that starts from the latest. Up to four steps
 * all combinations of these are run; of more steps with an end, one of them in turn for every second subset of polls;
 * of six steps, only a quarter of the subsets. With {@code -Dmodel.all=true} all combinations of up to six steps are
 * run.
 */
@DisplayName("Any sequence of steps with any missed polls gives each event once")
@Tag("slow")
class EventIdentityModelTest {

    private static final int MAX_STEPS = 6;
    private static final int STEPS_OF_ALL = Boolean.getBoolean("model.all") ? MAX_STEPS : 4;

    private long paths;

    @ParameterizedTest(name = "repeats: {0}, time hidden in pauses: {1}")
    @CsvSource({ "false,false", "false,true", "true,false", "true,true" })
    @DisplayName("Each end is delivered once, in order, under one id, for any missed polls and any observer")
    @FaultCase({ "S14", "S15", "S16" })
    void everySequence(boolean repeats, boolean hidesTime) {
        explore(new ArrayList<>(), ModelJob.fresh(repeats, hidesTime, EventScript.START), EventScript.START);

        assertThat(paths).isGreaterThan(30_000);
    }

    private void explore(List<Step> steps, ModelJob job, long now) {
        EventScript script = new EventScript(job.repeats(), job.hidesTime(), steps);
        // otherwise it equals the one that hides nothing
        if (!job.hidesTime() || script.isTimeHidden()) {
            if (steps.size() <= STEPS_OF_ALL) {
                checkAll(script);
            } else {
                checkInTurn(script, steps.size() < MAX_STEPS ? 1 : 4);
            }
        }
        if (steps.size() == MAX_STEPS) {
            return;
        }
        for (Step step : Step.values()) {
            long then = now + EventScript.duration(step);
            ModelJob next = job.after(step, then);
            if (next != null) {
                steps.add(step);
                explore(steps, next, then);
                steps.remove(steps.size() - 1);
            }
        }
    }

    private void checkAll(EventScript script) {
        int steps = script.steps.size();
        int all = (1 << steps) - 1;
        for (int polls = 0; polls <= all; polls++) {
            check(script, polls, -1, -1, -1);
            if (script.facts.isEmpty()) {
                continue;
            }
            for (int kill = 0; kill < steps; kill++) {
                // a process that is killed later, but before its next poll, has the same state
                if (kill == 0 || (polls & 1 << kill - 1) != 0) {
                    check(script, polls, -1, kill, -1);
                }
            }
            // a second node that sees exactly the polls that the first one misses, and one that sees all
            check(script, polls, ~polls & all, -1, -1);
            check(script, polls, all, -1, -1);
        }
        for (int first = 0; first < steps; first++) {
            for (int polls = 0; polls < 1 << steps - first; polls++) {
                check(script, polls << first, -1, -1, first);
            }
        }
    }

    /**
     * @param every the distance of the subsets of polls; the first one changes with each script
     */
    private void checkInTurn(EventScript script, int every) {
        if (script.facts.isEmpty()) {
            return;
        }
        int steps = script.steps.size();
        int all = (1 << steps) - 1;
        for (int polls = (int) (paths % every); polls <= all; polls += every) {
            check(script, polls, -1, -1, -1);
            int turn = (int) (paths % (2 * (steps + 3)));
            switch (turn) {
                case 0 -> check(script, polls, ~polls & all, -1, -1);
                case 1 -> check(script, polls, all, -1, -1);
                case 2 -> check(script, polls, -1, -1, polls % steps);
                default -> {
                    if (turn < steps + 3) {
                        check(script, polls, -1, turn - 3, -1);
                    }
                }
            }
        }
    }

    private void check(EventScript script, int a, int b, int kill, int latest) {
        new EventPath(script, a, b, kill, latest).check();
        paths++;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "single start finish@a pause@a | created ended paused",
            "single start@a finish pause@a | created started ended paused",
            "single start@a finishWithoutTime@a timeFilledIn@a | created started ended",
            "single start@a finishWithoutTime@a timeFilledIn@a kill | created started ended",
            "single start@a finishWithoutTime@ab timeFilledIn@b | created started ended",
            "single start@a finish@a revive@a finish@a | created started ended resumed ended",
            "single start@a finish@a revive finish@a | created started ended ended",
            "single start@a finish@a revive kill finish | created started ended ended",
            "single start@a pause@a resume@a pause@a resume@a | created started paused resumed paused resumed",
            "single failWithoutUrls@a revive@a finish@a | created ended resumed ended",
            "repeating start@a roundEnds@a start@a roundEnds@a | created started roundCompleted started roundCompleted ended",
            "repeating kill start roundEnds start roundEnds | created roundCompleted roundCompleted ended",
            "single start finish maintenanceOn latest maintenanceOff@a |",
            "single start finish pause latest resume@a |",
            "single start maintenanceOn latest maintenanceOff@a finish | resumed ended" })
    @DisplayName("A script, as printed by the test above, produces these events")
    void script(String script, String events) {
        assertThat(EventPath.parse(script).check().names())
                .containsExactly(events == null ? new String[0] : events.trim().split(" "));
    }
}
